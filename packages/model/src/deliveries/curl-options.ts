/** Long names of curl's one-letter options. Includes only options that affect the request or have a value. */
const letters: Record<string, string> = {
  X: 'request',
  H: 'header',
  d: 'data',
  A: 'user-agent',
  b: 'cookie',
  e: 'referer',
  u: 'user',
  F: 'form',
  T: 'upload-file',
  I: 'head',
  G: 'get',
  ...{ o: 'output', m: 'max-time', x: 'proxy', U: 'proxy-user', E: 'cert', K: 'config', c: 'cookie-jar' },
  ...{ r: 'range', D: 'dump-header', w: 'write-out', C: 'continue-at', z: 'time-cond', y: 'speed-time' }
}

const withoutValue = new Set(['head', 'get'])

/** Long names of curl's options that have a value. */
const withValue = new Set([
  ...Object.values(letters).filter(name => !withoutValue.has(name)),
  ...['data-raw', 'data-binary', 'data-ascii', 'data-urlencode', 'json', 'url', 'url-query', 'oauth2-bearer'],
  ...['form-string', 'connect-timeout', 'cacert', 'capath', 'key', 'cert-type', 'resolve', 'connect-to'],
  ...['retry', 'retry-delay', 'retry-max-time', 'max-redirs', 'limit-rate', 'interface', 'ciphers', 'noproxy']
])

/** Option of a curl command. */
export interface CurlOption {
  /**
   * Long name of the option, or its letter if the name is unknown. An argument without an option is a `url`.
   */
  name: string
  /** Value of the option. Empty for a flag, or if the value is missing at the end. */
  value: string
}

/**
 * Parses the options of a curl command, in order. If the last option has no value, `incomplete` is its word;
 * otherwise null.
 */
export const curlOptionsOf = (
  words: readonly string[]
): { options: CurlOption[]; incomplete: string | null } => {
  const options: CurlOption[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word.startsWith('--')) {
      const name = word.slice(2)
      options.push({ name, value: withValue.has(name) ? (words[++at] ?? '') : '' })
    } else if (word.startsWith('-') && word !== '-') {
      // Letters may stand together, and the value right behind the one that takes it: -sXPOST.
      for (let sign = 1; sign < word.length; sign++) {
        const letter = word[sign] ?? ''
        const name = letters[letter] ?? letter
        if (withValue.has(name)) {
          const rest = word.slice(sign + 1)
          options.push({ name, value: rest === '' ? (words[++at] ?? '') : rest })
          break
        }
        options.push({ name, value: '' })
      }
    } else options.push({ name: 'url', value: word })
    if (at >= words.length) return { options, incomplete: word }
  }
  return { options, incomplete: null }
}
