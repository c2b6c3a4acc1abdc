/**
 * Ways in which a value may be written, by name, each with what of it then stands there, one way or another, the longest first: as it is; as Secrets hold it
 * and programs hand it on; as hashes are written; as addresses carry it.
 */
export function writtenForms(value: string): Readonly<Record<string, readonly string[]>> {
  const inBase64 = [Buffer.from(value).toString('base64'), ...[0, 1, 2].map((before) => amidBase64(value, before))];
  const inHexadecimal = Buffer.from(value).toString('hex');
  return {
    'as it is': [value],
    'in base64': [...inBase64, ...inBase64.map(forAddresses)],
    'in hexadecimal': [inHexadecimal, inHexadecimal.toUpperCase()],
    'as addresses carry it': [encodeURIComponent(value)],
  };
}

/** Names of the forms in which a value stands in a text. */
export function formsIn(text: string, value: string): string[] {
  return Object.entries(writtenForms(value)).flatMap(([form, written]) => (written.some((each) => text.includes(each)) ? [form] : []));
}

/**
 * What base64 makes of a value whatever stands around it: `user:value` and a file that has it are written so. Three bytes become four letters, so that it
 * may begin at each of three places, and the letters that it shares with what is before or behind it can be any.
 * @param before bytes of what is before it that share letters with it
 */
function amidBase64(value: string, before: number): string {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]);
  return bytes.toString('base64').slice(Math.ceil((before * 4) / 3), Math.floor((bytes.length * 4) / 3));
}

/** The alphabet of base64 that addresses and tokens are written in (RFC 4648, section 5). */
function forAddresses(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
