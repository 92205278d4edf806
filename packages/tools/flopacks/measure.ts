import { convertForeign } from '@hookwright/backend/offline'
import { cardSpecs } from '@hookwright/cards'
import { emptyCatalog, problemsOf, signatureOf } from '@hookwright/engine'
import { Flow, type FlowSignature } from '@hookwright/model'

/** Numbers of converted cards of one operation or service, for each outcome of the conversion. */
interface Row {
  converted: number
  inserted: number
  stub: number
  note: number
}

/** Minimum share of function cards for which the conversion must succeed. */
const LEAST_SHARE = 0.97

const total = (rows: Iterable<Row>): Row => {
  const sum: Row = { converted: 0, inserted: 0, stub: 0, note: 0 }
  for (const row of rows)
    for (const key of ['converted', 'inserted', 'stub', 'note'] as const) sum[key] += row[key]
  return sum
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`

/** Counts the cards of a flopack without using the converter, to detect lost cards. */
const countCards = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0
  const own = Array.isArray(Object(value).methods) ? Object(value).methods.length : 0
  return Object.values(value).reduce((sum: number, inside) => sum + countCards(inside), own)
}

/**
 * Converts flopacks (exported flows of Okta Workflows). Returns the counts as text; `failed` is true if a
 * card was lost or too few were converted.
 */
export const measureFlopacks = (
  files: readonly { file: string; text: string }[]
): { text: string; failed: boolean } => {
  const rows = new Map<string, Row>()
  const services = new Map<string, Row>()
  const reasons = new Map<string, number>()
  const remarks = new Map<string, number>()
  const problems = new Map<string, number>()
  const failures: string[] = []
  let ids = 0
  let [flows, made, cards, inFiles, clean, misshapen, slowest] = [0, 0, 0, 0, 0, 0, 0]
  for (const { file, text } of files) {
    const begun = performance.now()
    let read: ReturnType<typeof convertForeign>
    try {
      read = convertForeign(text, {
        specs: cardSpecs,
        newId: () => `00000000-0000-7000-8000-${String(++ids).padStart(12, '0')}`
      })
    } catch (thrown) {
      failures.push(`${file}: crashed: ${thrown instanceof Error ? thrown.stack : String(thrown)}`)
      continue
    }
    slowest = Math.max(slowest, performance.now() - begun)
    if (!read.ok) {
      failures.push(`${file}: refused: ${read.why}`)
      continue
    }
    const { content } = read
    flows += content.inFile
    made += content.flows.length
    cards += content.cards.length
    const counted = countCards(JSON.parse(text))
    inFiles += counted
    if (counted !== content.cards.length)
      failures.push(`${file}: ${counted} cards, ${content.cards.length} reported`)
    for (const { operation, service, outcome, remarks: said } of content.cards) {
      const table = service === null ? rows : services
      const row = table.get(service ?? operation) ?? { converted: 0, inserted: 0, stub: 0, note: 0 }
      table.set(service ?? operation, row)
      row[outcome] += 1
      if (outcome === 'note')
        for (const why of said.slice(0, 1))
          reasons.set(`${operation}: ${why}`, (reasons.get(`${operation}: ${why}`) ?? 0) + 1)
      else
        for (const why of said) {
          const kind = `${outcome === 'stub' ? 'stub' : operation}: ${why.replace(/“[^”]*”/g, '“…”')}`
          remarks.set(kind, (remarks.get(kind) ?? 0) + 1)
        }
    }
    const signatures = content.flows.flatMap(({ id, name, doc }): [string, FlowSignature][] => {
      const found = signatureOf({ id, name, doc }, cardSpecs)
      return found === null ? [] : [[id, found]]
    })
    const catalog = { ...emptyCatalog, flows: new Map(signatures) }
    for (const { name, doc } of content.flows) {
      const shape = Flow.safeParse(doc)
      if (!shape.success) {
        misshapen += 1
        failures.push(
          `${file}: ${name}: ${shape.error.issues[0]?.message} at ${shape.error.issues[0]?.path.join('.')}`
        )
      }
      const found = problemsOf(doc, cardSpecs, catalog)
      if (found.length === 0) clean += 1
      for (const { code, message, card } of found) {
        const type = card === null ? '' : (doc.cards[card]?.type ?? '')
        const kind = `${code} ${type}: ${message.replace(/“[^”]*”/g, '“…”')}`
        problems.set(kind, (problems.get(kind) ?? 0) + 1)
      }
    }
  }
  const functions = total(rows.values())
  const all = functions.converted + functions.inserted + functions.note + functions.stub
  const connectors = total(services.values())
  const share = all === 0 ? 1 : (functions.converted + functions.inserted) / all
  const list = (map: ReadonlyMap<string, number>, most: number): string[] =>
    [...map]
      .sort((a, b) => b[1] - a[1])
      .slice(0, most)
      .map(([what, count]) => `  ${String(count).padStart(4)}  ${what}`)
  const table = (map: ReadonlyMap<string, Row>): string[] =>
    [...map]
      .sort(
        (a, b) =>
          Object.values(b[1]).reduce((x, y) => x + y, 0) - Object.values(a[1]).reduce((x, y) => x + y, 0)
      )
      .map(
        ([name, row]) =>
          `  ${name.padEnd(40)} ${[row.converted, row.inserted, row.stub, row.note].map(n => String(n).padStart(5)).join(' ')}`
      )
  const text = [
    'Functions                            converted inserted stub note',
    ...table(rows),
    'Services',
    ...table(services),
    'Notes by reason',
    ...list(reasons, 40),
    'Remarks',
    ...list(remarks, 60),
    'Problems of the drafts',
    ...list(problems, 40),
    `${files.length} files, ${flows} flows, ${inFiles} cards in them, ${cards} reported; ${made} flows made, ${clean} without a problem, ${misshapen} misshapen; slowest file ${Math.round(slowest)} ms.`,
    `Function cards: ${all}; converted ${percent(functions.converted + functions.inserted, all)} (${functions.inserted} with an inserted card), as notes ${functions.note}.`,
    `Connector cards: ${connectors.converted + connectors.inserted} converted, ${connectors.stub} stubs, ${connectors.note} notes.`,
    ...failures
  ].join('\n')
  return { text, failed: failures.length > 0 || share < LEAST_SHARE }
}
