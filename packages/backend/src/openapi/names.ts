import { cutText, type FieldId, fieldLimits, isReservedName } from '@hookwright/model'

/** Words that are written in capitals. */
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

/** Returns the words of a name in camel, snake or kebab case, without signs. */
const wordsOf = (name: string): string[] =>
  name
    .normalize('NFC')
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(word => word !== '')

/** Returns a label for a name: `html_url` becomes “HTML URL”, `firstName` “First name”. */
const labelOfName = (name: string): string => {
  const words = wordsOf(name).map(word => {
    const lower = word.toLowerCase()
    return capitals.has(lower) ? lower.toUpperCase() : lower
  })
  const text = words.join(' ')
  return cutText(text.slice(0, 1).toUpperCase() + text.slice(1), fieldLimits.label - 5).trim() || 'Field'
}

/** Returns a flow's name for a text: letters, digits and single spaces. Empty when nothing is left. */
const flowNameOfText = (text: string): string => {
  const words = text.normalize('NFC').split(/[^\p{L}\p{M}\p{N}]+/u)
  const name = words.filter(word => word !== '').join(' ')
  return cutText(name.slice(0, 1).toUpperCase() + name.slice(1), 90).trim()
}

/** Maximum length of a summary that is a name, in characters. Longer ones are sentences. */
const MOST_SUMMARY = 60

/** Returns a flow's name for a summary; empty for one that is too long for a name. */
export const flowNameOfSummary = (summary: string): string => {
  const [line = ''] = summary.trim().split('\n')
  return line.length > MOST_SUMMARY ? '' : flowNameOfText(line)
}

/** Returns a flow's name for a name in camel, snake or kebab case. */
export const flowNameOfWords = (name: string): string => flowNameOfText(labelOfName(name))

/** Words of a title that say nothing about the service. */
const generic =
  /^(?:the|official|openapi|swagger|spec|specs|specification|documentation|docs|reference|definition|apis?|rest|restful|http|web|public|v?\d+(?:\.\d+)*)$/i

/**
 * Returns a connector's name for the title of a document: “Acme's official OpenAPI spec” becomes “Acme”. A
 * title with generic words alone is unchanged.
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

/** Gives out ids and labels of fields, each once. */
export interface Namer {
  /** Returns an id for a name that no other field of the card has. */
  idOf: (name: string) => FieldId
  /** Returns a label for a name that no other field of the group has. */
  labelOf: (name: string, group: string) => string
}

const numbered = (wanted: string, sign: string, isTaken: (name: string) => boolean): string => {
  let name = wanted
  for (let number = 2; isTaken(name); number += 1) name = `${wanted}${sign}${number}`
  return name
}

/** Creates a namer. The ids in `reserved` are the card's own. */
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

/** Returns true for a key that a path to a value may contain. */
export const isPathKey = (name: string): boolean => name !== '' && name.length <= 200 && !isReservedName(name)
