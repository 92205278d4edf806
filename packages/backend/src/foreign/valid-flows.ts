import { Flow } from '@hookwright/model'
import type { CardReport, ForeignReading } from './report.ts'

/** Returns the reason why a document is not a valid flow, as a sentence. Null for a valid flow. */
const whyInvalid = (doc: unknown): string | null => {
  const issue = Flow.safeParse(doc).error?.issues[0]
  if (issue === undefined) return null
  return issue.code === 'custom'
    ? issue.message
    : `The flow is invalid at ${issue.path.map(String).join(' ▸ ')}: ${issue.message}.`
}

/** Removes invalid flows, which could not be opened, and adds remarks about them. */
export const keepValidFlows = (reading: ForeignReading): ForeignReading => {
  if (!reading.ok) return reading
  const { content } = reading
  const checked = content.flows.map(flow => ({ flow, why: whyInvalid(flow.doc) }))
  const refused = checked.flatMap(({ flow: { name }, why }): CardReport[] =>
    why === null
      ? []
      : [
          {
            ...{ flow: name ?? '', card: 'Whole flow', operation: 'flow', service: null, outcome: 'note' },
            ...{ inserted: [], remarks: [`The flow was left out. ${why}`] }
          }
        ]
  )
  const [first] = refused
  if (first === undefined) return reading
  const valid = checked.filter(({ why }) => why === null)
  if (valid.length === 0)
    return {
      ok: false,
      why: `No flow of the file can be imported. “${first.flow}”: ${first.remarks.join(' ')}`
    }
  return {
    ok: true,
    content: {
      ...content,
      flows: valid.map(({ flow }) => flow),
      inFile: checked.slice(0, content.inFile).filter(({ why }) => why === null).length,
      cards: [...content.cards, ...refused]
    }
  }
}
