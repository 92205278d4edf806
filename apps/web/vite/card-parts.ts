import { type ESTree, type Plugin, parseSync } from 'vite'

const cards = /packages\/cards\/src\/[^/]+\/card\.ts(\?docs)?$/
const docsList = /packages\/cards\/src\/docs\.ts$/

/** Source of a module that collects the `docs` of all cards. */
const docsModule = `
const all = import.meta.glob('./*/card.ts', { eager: true, query: '?docs', import: 'docs' })
export const cardDocs = new Map(Object.entries(all).map(([path, docs]) => [path.split('/')[1], docs]))
`

/** Source code that replaces a card's executor in the pages. It throws if it is called. */
const absent = `() => { throw new Error('Cards are run by the server; pages are built without executors.') }`

/**
 * Returns the object literal that defines a card. It is the argument of the call whose result the module
 * exports.
 */
const specIn = (program: ESTree.Program): ESTree.ObjectExpression | undefined =>
  program.body
    .flatMap(statement =>
      statement.type === 'ExportNamedDeclaration' && statement.declaration?.type === 'VariableDeclaration'
        ? statement.declaration.declarations
        : []
    )
    .flatMap(({ init }) => (init?.type === 'CallExpression' ? init.arguments : []))
    .filter(argument => argument.type === 'ObjectExpression')
    .find(argument => propertyOf(argument, 'docs') !== undefined)

const propertyOf = (spec: ESTree.ObjectExpression, name: string) =>
  spec.properties.find(
    property =>
      property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === name
  )

/** Replaces a part of the code and keeps the line numbers of the other code. */
const replaced = (code: string, { start, end }: { start: number; end: number }, by: string): string =>
  `${code.slice(0, start)}${by}${code.slice(start, end).replace(/[^\n]/g, '')}${code.slice(end)}`

/**
 * Splits the source file of a card for the web app. Returns the spec without executor and documentation, or
 * only the documentation as the export `docs`. The bundler drops imports that are then unused.
 */
export const partOfCard = (code: string, part: 'spec' | 'docs'): string => {
  const { program } = parseSync('card.ts', code)
  const spec = specIn(program)
  const docs = spec && propertyOf(spec, 'docs')
  if (spec === undefined || docs?.type !== 'Property')
    throw new Error('A card exports a call with an object that has the property `docs`.')
  if (part === 'docs') {
    const imports = program.body.filter(statement => statement.type === 'ImportDeclaration')
    const text = ({ start, end }: { start: number; end: number }) => code.slice(start, end)
    return `${imports.map(text).join('\n')}\nexport const docs = ${text(docs.value)}\n`
  }
  const execute = propertyOf(spec, 'execute')
  return [
    { at: docs, by: 'docs: undefined' },
    ...(execute === undefined ? [] : [{ at: execute, by: `execute: ${absent}` }])
  ]
    .sort((one, other) => other.at.start - one.at.start)
    .reduce((rest, { at, by }) => replaced(rest, at, by), code)
}

/**
 * Vite plugin that removes the card executors from the pages, since only the server runs them. The
 * documentation of all cards becomes a separate file, which is loaded on demand.
 */
export const cardParts: Plugin = {
  name: 'card-parts',
  apply: 'build',
  enforce: 'pre',
  transform: (code, id) => {
    if (docsList.test(id)) return { code: docsModule, map: null }
    const card = cards.exec(id)
    return card && { code: partOfCard(code, card[1] === undefined ? 'spec' : 'docs'), map: null }
  }
}
