/**
 * How clients here tell that a server of TLS refused them: it answers plain text in its own way, and ends a connection whose certificate it does not take
 * when that stands already (RFC 8446, section 4.4.2.4). A source of a regular expression. Where nobody serves, the gateway says so in other words.
 */
export const REFUSED_BY_TLS = '^Response does not match the HTTP/1\\.1 protocol|^other side closed$|ECONNRESET|alert';
