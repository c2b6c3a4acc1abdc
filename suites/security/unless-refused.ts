/** Words that a server answers with, where they are no refusal. @param no how it refuses @throws Error with them, where they are one */
export async function unlessRefused(no: RegExp, answer: Promise<string>): Promise<string> {
  const words = await answer;
  if (no.test(words)) throw new Error(words);
  return words;
}
