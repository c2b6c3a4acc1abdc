/** As the client of Kubernetes' API throws it; its message has the headers and the whole body, and begins with a number. */
interface Answer {
  readonly message: string;
  readonly body: unknown;
}

/** Whether an error is what that client makes of an answer. It is told by its parts: not every command loads the client. */
export function isAnswer(error: Error): error is Error & Answer {
  return 'code' in error && 'body' in error && 'headers' in error;
}

/** What the API server said when it refused: its own sentence, which stands in the body of its answer, or else the status, without the body and the headers. */
export function serversWords({ body, message }: Answer): string {
  const [code = '', reason = ''] = message.split('\n');
  const status = [code, reason].join(', ');
  try {
    const { message: said } = (typeof body === 'string' ? JSON.parse(body) : body) as { readonly message?: string };
    return said ?? status;
  } catch {
    return status;
  }
}
