/**
 * Reading SMART Health Cards as somebody else would: a QR code off the pixels, a card by the
 * keys that its issuer publishes, by two decoders that share no code with each other or with the
 * portal: `shc-protocol` (node-jose, pako), and `jose` (Web Crypto) with Node's zlib.
 */
import { inflateRawSync } from 'node:zlib';

import { type Locator, expect } from '@playwright/test';
import { compactVerify, createRemoteJWKSet } from 'jose';
import jsQR from 'jsqr';
import sharp from 'sharp';
import shc from 'shc-protocol';

export interface Dose {
  cvx: string;
  on: string;
  lot: string | undefined;
}

/** What is on a card. */
export interface Card {
  issuer: string;
  types: string[];
  name: string;
  birthDate: string;
  doses: Dose[];
}

interface Resource {
  resourceType: string;
  status?: string;
  name?: { family: string; given: string[] }[];
  birthDate?: string;
  vaccineCode?: { coding: { system: string; code: string }[] };
  occurrenceDateTime?: string;
  lotNumber?: string;
}

interface Claims {
  iss: string;
  nbf: number;
  vc: {
    type: string[];
    credentialSubject: { fhirVersion: string; fhirBundle: { entry: { fullUrl: string; resource: Resource }[] } };
  };
}

/** The text of a QR code as a camera sees it. */
export async function scan(picture: Locator): Promise<string> {
  return scanned(await picture.screenshot());
}

/** The text of the QR code in a picture. */
export async function scanned(picture: Buffer): Promise<string> {
  const { data, info } = await sharp(picture)
    .resize({ width: 1200, kernel: 'nearest' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const found = jsQR(new Uint8ClampedArray(data), info.width, info.height);
  if (!found) throw new Error('no QR code can be read there');
  return found.data;
}

/** The first decoder, of health cards: from the text of a QR code. */
export async function byShcProtocol(text: string): Promise<Card> {
  const decode = (shc as unknown as { default: typeof shc }).default ?? shc;
  const { payload, verifications } = await decode(text);
  expect(verifications.trustable, String(verifications.verificationError)).toBe(true);
  return card(payload as Claims);
}

/** The second, of any JWS: from the card itself. */
export async function byJose(jws: string): Promise<Card> {
  const told = JSON.parse(inflate(Buffer.from(jws.split('.')[1]!, 'base64url'))) as Claims;
  const keys = createRemoteJWKSet(new URL(`${told.iss}/.well-known/jwks.json`));
  const { payload, protectedHeader } = await compactVerify(jws, keys, { algorithms: ['ES256'] });
  expect(protectedHeader).toMatchObject({ alg: 'ES256', zip: 'DEF' });
  return card(JSON.parse(inflate(payload)) as Claims);
}

/** The card in the text of a QR code: two digits a character. */
export function fromNumbers(text: string): string {
  const digits = /^shc:\/(\d+)$/.exec(text)?.[1];
  if (!digits) throw new Error(`not the text of a health card: ${text.slice(0, 12)}…`);
  return digits.replaceAll(/\d\d/g, (two) => String.fromCharCode(Number(two) + 45));
}

/** The text of a QR code for a card. */
export function toNumbers(jws: string): string {
  return `shc:/${[...jws].map((one) => String(one.charCodeAt(0) - 45).padStart(2, '0')).join('')}`;
}

function inflate(bytes: Uint8Array): string {
  return inflateRawSync(bytes).toString('utf8');
}

function card(claims: Claims): Card {
  const { fhirVersion, fhirBundle } = claims.vc.credentialSubject;
  expect(fhirVersion).toBe('4.0.1');
  const [patient, ...doses] = fhirBundle.entry.map((entry) => entry.resource);
  expect(fhirBundle.entry.map((entry) => entry.fullUrl)).toEqual(
    fhirBundle.entry.map((_, number) => `resource:${number}`),
  );
  const name = patient!.name![0]!;
  return {
    issuer: claims.iss,
    types: claims.vc.type,
    name: `${name.given.join(' ')} ${name.family}`,
    birthDate: patient!.birthDate!,
    doses: doses.map((dose) => {
      expect(dose).toMatchObject({ resourceType: 'Immunization', status: 'completed' });
      const [coding, ...others] = dose.vaccineCode!.coding;
      expect(others).toEqual([]);
      expect(coding!.system).toBe('http://hl7.org/fhir/sid/cvx');
      return { cvx: coding!.code, on: dose.occurrenceDateTime!, lot: dose.lotNumber };
    }),
  };
}
