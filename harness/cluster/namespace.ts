/** The namespace of the stack when the user names no other. */
export const NAMESPACE = 'touchstone';
