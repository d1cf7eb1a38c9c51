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

/** What an English sentence is in a language; what stands in its blanks stays as it is. */
export function say(language: Language, english: string): string {
  if (language === 'en') return english;
  let best: { told: string; literal: number } | undefined;
  for (const [file, room] of Object.entries(words.en)) {
    for (const [key, sentence] of Object.entries(room)) {
      const told = words[language][file]?.[key];
      if (told === undefined) continue;
      if (sentence === english) return told;
      const filled = blanks(sentence, english);
      const literal = sentence.replaceAll(/\{\w+\}/g, '').length;
      // A sentence that is nearly all blanks would fit anything.
      if (filled && literal > 5 && literal > (best?.literal ?? 0)) {
        best = { told: told.replaceAll(/\{(\w+)\}/g, (_, name: string) => filled[name] ?? ''), literal };
      }
    }
  }
  if (!best) throw new Error(`no sentence of the interface is “${english}”`);
  return best.told;
}

/** A sentence by its name, its blanks filled in. */
export function sentence(language: Language, room: string, key: string, filled: Record<string, string>): string {
  const text = words[language][`${room}.json`]?.[key];
  if (text === undefined) throw new Error(`no sentence ${room}.${key}`);
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => filled[name] ?? '');
}

/** What stands in the blanks of a sentence, if the text can be made of it. */
function blanks(sentence: string, text: string): Record<string, string> | undefined {
  if (!sentence.includes('{')) return undefined;
  const pattern = sentence
    .split(/(\{\w+\})/)
    .map((part) => (/^\{\w+\}$/.test(part) ? `(?<${part.slice(1, -1)}>.+)` : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('');
  try {
    return new RegExp(`^${pattern}$`).exec(text)?.groups;
  } catch {
    // The same blank twice: no sentence that a test looks up.
    return undefined;
  }
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
