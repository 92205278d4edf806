import { cutText, type FieldId, fieldLimits, isReservedName } from '@hookwright/model'

/** Words that labels contain in upper case, such as “URL”. */
const capitals = new Set([
  'api',
  'html',
  'http',
  'id',
  'ip',
  'json',
  'ssh',
  'ui',
  'uri',
  'url',
  'uuid',
  'xml'
])

const LONGEST_ID = 100

/** Splits a name in camel, snake or kebab case into words, without punctuation. */
const wordsOf = (name: string): string[] =>
  name
    .normalize('NFC')
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(word => word !== '')

/** Converts a name to a label: `html_url` becomes “HTML URL”, and `firstName` becomes “First name”. */
const labelOfName = (name: string): string => {
  const words = wordsOf(name).map(word => {
    const lower = word.toLowerCase()
    return capitals.has(lower) ? lower.toUpperCase() : lower
  })
  const text = words.join(' ')
  return cutText(text.slice(0, 1).toUpperCase() + text.slice(1), fieldLimits.label - 5).trim() || 'Field'
}

/** Converts a text to a flow name: letters, digits and single spaces. Empty if no characters remain. */
const flowNameOfText = (text: string): string => {
  const words = text.normalize('NFC').split(/[^\p{L}\p{M}\p{N}]+/u)
  const name = words.filter(word => word !== '').join(' ')
  return cutText(name.slice(0, 1).toUpperCase() + name.slice(1), 90).trim()
}

/** Maximum length of a summary that can be a name, in characters. Longer summaries are sentences. */
const MOST_SUMMARY = 60

/** Converts a summary to a flow name. Empty if the summary is too long. */
export const flowNameOfSummary = (summary: string): string => {
  const [line = ''] = summary.trim().split('\n')
  return line.length > MOST_SUMMARY ? '' : flowNameOfText(line)
}

/** Converts a name in camel, snake or kebab case to a flow name. */
export const flowNameOfWords = (name: string): string => flowNameOfText(labelOfName(name))

/** Words in a title that do not describe the service. */
const generic =
  /^(?:the|official|openapi|swagger|spec|specs|specification|documentation|docs|reference|definition|apis?|rest|restful|http|web|public|v?\d+(?:\.\d+)*)$/i

/**
 * Converts the title of a document to a connector name: “Acme's official OpenAPI spec” becomes “Acme”. A
 * title with only generic words stays unchanged.
 */
export const connectorNameOfTitle = (title: string, longest: number): string => {
  const plain = title.normalize('NFC')
  // What follows a possessive describes the document.
  const [owner = ''] = plain.split(/['’]s\s/)
  const wordsIn = (text: string): string[] =>
    text.split(/[^\p{L}\p{N}_.-]+/u).filter(word => /[\p{L}\p{N}]/u.test(word))
  const own = wordsIn(owner).filter(word => !generic.test(word))
  const words = own.length > 0 ? own : wordsIn(plain)
  const name = words.map(word => word.replace(/\.(?:com|io|dev|org|net)$/i, '')).join(' ')
  return cutText(name.replaceAll(/[.\s]+/g, ' ').trim(), longest).trim() || 'API'
}

/** Creates unique ids and labels for fields. */
export interface Namer {
  /** Returns an id made from a name. The id is unique in the card. */
  idOf: (name: string) => FieldId
  /** Returns a label made from a name. The label is unique in the group. */
  labelOf: (name: string, group: string) => string
}

const numbered = (wanted: string, sign: string, isTaken: (name: string) => boolean): string => {
  let name = wanted
  for (let number = 2; isTaken(name); number += 1) name = `${wanted}${sign}${number}`
  return name
}

/** Creates a namer. The ids in `reserved` are already used by the card. */
export const createNamer = (reserved: readonly string[] = []): Namer => {
  // Ids are compared without case.
  const ids = new Set<string>(reserved.map(id => id.toLowerCase()))
  const labels = new Set<string>()
  return {
    idOf: name => {
      const plain = name.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, LONGEST_ID)
      const wanted = plain === '' || isReservedName(plain) ? 'field' : plain
      const id = numbered(wanted, '_', each => ids.has(each.toLowerCase()))
      ids.add(id.toLowerCase())
      return id
    },
    labelOf: (name, group) => {
      const keyOf = (label: string): string => `${group}\n${label.toLowerCase()}`
      const label = numbered(labelOfName(name), ' ', each => labels.has(keyOf(each)))
      labels.add(keyOf(label))
      return label
    }
  }
}

/** Returns true for a key that may be part of a path to a value. */
export const isPathKey = (name: string): boolean => name !== '' && name.length <= 200 && !isReservedName(name)
