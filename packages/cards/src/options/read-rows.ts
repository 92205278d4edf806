import { type Choice, parseJson, readChoices } from '@hookwright/model'

const lineOf = (line: string): Choice => {
  const [display = '', ...rest] = line.split(line.includes('\t') ? '\t' : '=')
  const value = rest.join('=').trim()
  return { display: display.trim(), value: rest.length === 0 || value === '' ? display.trim() : value }
}

/**
 * Parses pasted choices. Accepts a JSON list in the format of helper flows, or one choice per line: `Display
 * = value`, two table columns, or a single text. Drops empty lines.
 */
export const readRows = (pasted: string): Choice[] => {
  const parsed = pasted.trimStart().startsWith('[') ? parseJson(pasted) : null
  if (parsed?.ok === true) {
    const read = readChoices({ list: parsed.value })
    if (read.ok) return read.choices
  }
  return pasted
    .split(/\r?\n/)
    .filter(line => line.trim() !== '')
    .map(lineOf)
}
