/** An authenticator: the code of a secret at a time (RFC 6238, SHA-1, six digits, 30 seconds). */
import { createHmac } from 'node:crypto';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function bytes(secret: string): Buffer {
  let bits = '';
  for (const letter of secret.replaceAll('=', '')) {
    bits += letters.indexOf(letter).toString(2).padStart(5, '0');
  }
  const whole = bits.match(/.{8}/g) ?? [];
  return Buffer.from(whole.map((byte) => Number.parseInt(byte, 2)));
}

export function codeAt(secret: string, time: string): string {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.parse(time) / 30_000)));
  const mac = createHmac('sha1', bytes(secret)).update(step).digest();
  const at = mac[19]! & 15;
  const number = mac.readUInt32BE(at) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, '0');
}
