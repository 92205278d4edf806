import { type Choice, parseJson, readChoices } from '@hookwright/model'

const lineOf = (line: string): Choice => {
  const [display = '', ...rest] = line.split(line.includes('\t') ? '\t' : '=')
  const value = rest.join('=').trim()
  return { display: display.trim(), value: rest.length === 0 || value === '' ? display.trim() : value }
}

/**
 * The values in a pasted text: a JSON list as a helper flow may give it, or one value a line, as `Display = value`, as
 * two columns of a table, or as one text that is both. Empty lines are left out.
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
