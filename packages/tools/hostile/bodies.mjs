/**
 * A body designed to keep a parser busy.
 *
 * @typedef {object} Hostile
 * @property {string} name
 * @property {string} contentType
 * @property {string} body
 */

const form = 'application/x-www-form-urlencoded'
const multipart = 'multipart/form-data; boundary=cut'
const part = '--cut\r\nContent-Disposition: form-data; name="a"\r\n\r\n'

/** Number of values in JSON and forms, just below the limit. */
const mostValues = 99_000

/**
 * Returns the worst known body for each parser, up to a size.
 *
 * @param {number} size
 * @returns {Hostile[]}
 */
export function hostileBodies(size) {
  const filled = (/** @type {string} */ unit) => unit.repeat(Math.floor((size - 200) / unit.length))
  const numbered = (/** @type {(index: number) => string} */ write, /** @type {number} */ width) =>
    Array.from({ length: Math.min(mostValues, Math.floor((size - 200) / width)) }, (_, index) => write(index))
  return [
    ...of('application/xml', {
      'XML of <': filled('<'),
      'XML of <a and spaces': `<a${filled(' ')}/>`,
      'XML of comments': `<a>${filled('<!---->')}</a>`,
      'XML of references': `<a>${filled('&amp;')}</a>`,
      'XML of open CDATA': `<a><![CDATA[${filled(']]')}`,
      'XML of elements': `<a>${numbered(index => `<a${index}/>`, 10).join('')}</a>`,
      'XML of attributes': `<a ${numbered(index => `a${index}=""`, 11).join(' ')}/>`,
      'XML of declarations': `<!DOCTYPE ${filled(' ')}`
    }),
    ...of('application/json', {
      'JSON of brackets': filled('['),
      'JSON of quotes': filled('"'),
      'JSON of long numbers': `[${filled('12345678901234567890,')}1]`,
      'JSON of reserved names': `[${filled('{"__proto__":1},')}1]`,
      'JSON of names': `{${numbered(index => `"${index * 4_096}":1`, 15).join(',')}}`,
      'JSON of escapes': `"${filled('\\u00e9')}"`
    }),
    ...of(form, {
      'form of fields': numbered(index => `k${index}`, 9).join('&'),
      'form of separators': filled('a&'),
      'form of escapes': filled('%e9')
    }),
    ...of(`${form}; charset=iso-8859-1`, { 'form in ISO-8859-1': filled('a=%e9&') }),
    ...of(multipart, {
      'multipart of boundaries': filled('\r\n--cu'),
      'multipart of parts': filled(`${part}\r\n`),
      'multipart of headers': `--cut\r\n${filled('a: b\r\n')}`
    }),
    ...of(`multipart/form-data; boundary=${'-'.repeat(70)}`, { 'multipart of dashes': filled('-') })
  ]
}

/**
 * @param {string} contentType
 * @param {Record<string, string>} bodies by their names
 * @returns {Hostile[]}
 */
function of(contentType, bodies) {
  return Object.entries(bodies).map(([name, body]) => ({ name, contentType, body }))
}
