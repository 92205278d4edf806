/** Part or filter of a template, with its description, for the menu next to the field. */
export interface TemplatePart {
  text: string
  says: string
}

/** Template parts that refer to the request. `…` stands for a name or a path. */
export const templateParts: readonly TemplatePart[] = [
  { text: '{body}', says: 'The body, byte for byte' },
  { text: '{header.…}', says: 'A header' },
  { text: '{json.…}', says: 'A value of the JSON body, with dots between names' },
  { text: '{query.…}', says: 'Query parameter' },
  { text: '{url}', says: 'The Event URL that the service calls, with its query' },
  { text: '{method}', says: 'HTTP method' },
  { text: '{form|sorted}', says: 'All fields of a form, sorted by name and joined' },
  { text: '{form.…}', says: 'Form field' },
  { text: '{xml.…}', says: 'The text of an element of an XML body' },
  { text: '{sig.…}', says: 'A part name=value of the signature’s header; in a signature only' },
  { text: '{registration.…}', says: 'A value of the Registration Data' },
  { text: '{key}', says: 'The key of this handshake, to be compared; in a handshake only' },
  { text: '{jwt.…}', says: 'A claim of the token; in the comparisons of a token only' },
  { text: '{item.…}', says: 'A value of a record; in the record id only' }
]

/**
 * Filters of a template part, after a bar: `{body|sha256-hex}`. A leading `?` makes the part
 * optional.
 */
export const templateFilters: readonly TemplatePart[] = [
  { text: 'lower', says: 'In lower case' },
  { text: 'sha256-hex', says: 'Its SHA-256 in hex' },
  { text: 'sha256-base64', says: 'Its SHA-256 in base64' },
  { text: 'hmac-sha256-hex', says: 'Signed with the key of the handshake, in hex' },
  { text: 'hmac-sha256-base64', says: 'Signed with the key of the handshake, in base64' },
  { text: 'crc32', says: 'Its CRC-32 as a number' },
  { text: 'line(…)', says: 'A line with a name before it, as in signatures of Amazon SNS' }
]
