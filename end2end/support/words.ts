/**
 * The sentences of the interface, as `app/words` holds them: tests speak English and look up
 * what the same sentence is in the other language.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export type Language = 'en' | 'es';

type Room = Record<string, string>;

const folder = path.resolve(import.meta.dirname, '../../app/words/locales');

function rooms(language: Language): Record<string, Room> {
  const files = readdirSync(path.join(folder, language)).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(
    files.map((file) => [file, JSON.parse(readFileSync(path.join(folder, language, file), 'utf8')) as Room]),
  );
}

const words: Record<Language, Record<string, Room>> = { en: rooms('en'), es: rooms('es') };

/** What an English sentence is in a language. */
export function say(language: Language, english: string): string {
  if (language === 'en') return english;
  for (const [file, room] of Object.entries(words.en)) {
    const key = Object.keys(room).find((name) => room[name] === english);
    const found = key === undefined ? undefined : words[language][file]?.[key];
    if (found !== undefined) return found;
  }
  throw new Error(`no sentence of the interface is “${english}”`);
}

/** Every sentence without a blank that one language has and the other has not. */
export function onlyIn(language: Language): Set<string> {
  const all = (of: Language) => new Set(Object.values(words[of]).flatMap((room) => Object.values(room)));
  const others = all(language === 'en' ? 'es' : 'en');
  return new Set([...all(language)].filter((text) => !text.includes('{') && !others.has(text)));
}

/** The names of all sentences: what would be seen if one were shown in place of its sentence. */
export function keys(): Set<string> {
  return new Set(Object.values(words.en).flatMap((room) => Object.keys(room)));
}
