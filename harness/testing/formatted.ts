import { format, resolveConfig } from 'prettier';

/** A text as it is to stand in a file of this repository. @param path the file, whose ending says what the text is */
export async function formatted(text: string, path: string): Promise<string> {
  return format(text, { ...(await resolveConfig(path)), filepath: path });
}
