import type { Problem } from '@hookwright/model'
import { BODY, HEADERS, isOptionPort, PAYLOAD } from '../kernel/option-ports.ts'
import { optionRows } from '../options/option-rows.ts'
import { footRows, treeKey } from '../view/output-rows.ts'
import type { PartRow, Row } from '../view/row.ts'
import { foldedSection, groupKey, type RowsInput, section } from '../view/rows-input.ts'
import type { CardRows } from '../view/rows-of.ts'
import { heightOfReceiving } from './receiving/format-summary.ts'
import { isOfReceiving } from './receiving/rule-problems.ts'
import { heightOfSummary } from './registration/registration-lines.ts'

/** Components for the parts that only a Webhook Event card has. */
interface EventParts {
  /** Option, shown as users see it. The row key is the option's id. */
  Option: PartRow['Part']
  Registration: PartRow['Part']
  /** Summary of who can send to the Event URLs. */
  Receiving: PartRow['Part']
}

const messages = (problems: Problem[], dialog?: string): Row[] =>
  problems.map(problem => ({ kind: 'message', problem, ...(dialog !== undefined && { dialog }) }))

const isOfOption = ({ field }: Problem): boolean => field !== undefined && isOptionPort(field)
const isOfRules = ({ field }: Problem): boolean => field !== undefined && isOfReceiving(field)
const isOfRegistration = (problem: Problem): boolean =>
  problem.field !== undefined && !isOptionPort(problem.field) && !isOfRules(problem)
/** Returns true for the problem of a config that cannot be parsed. Only invalid options can cause it. */
const isUnread = ({ code, field }: Problem): boolean => field === undefined && code === 'card-config'

/** Adds the Listen button to the heading of the event payload. */
const withListen = (row: Row): Row =>
  row.kind === 'section' && row.key === groupKey(PAYLOAD)
    ? { ...row, action: { label: 'Listen', dialog: 'listen' } }
    : row

/** Key of the section with an event's outputs other than the body. */
const REST = 'beside-body'

/**
 * While the body is unfolded, moves the outputs other than the body to a folded section, since most values
 * are mapped from the body.
 */
const withRestFolded = (params: RowsInput, rows: Row[]): Row[] => {
  const from = rows.findIndex(
    row => row.kind === 'output' && row.port.id === HEADERS && row.path.length === 0
  )
  if (from < 0 || !params.flipped.has(treeKey(BODY, []))) return rows
  const rest = rows.slice(from)
  const count = rest.filter(row => row.kind === 'output' && row.path.length === 0).length
  const heading = { key: REST, label: 'Headers, query and more', under: true } as const
  return [...rows.slice(0, from), ...foldedSection(params, { ...heading, summary: `${count} values` }, rest)]
}

/**
 * Returns the rows of a Webhook Event card in the maker's view: options, helper flows and payload. Inputs of
 * the helper flows are mapped in a dialog, so only their problems are shown here.
 */
export const webhookEventRows = (params: RowsInput, parts: EventParts): CardRows => {
  const { ports, problems } = params
  const pills = optionRows(params, parts.Option)
  const options = [...pills, ...messages(problems.filter(isOfOption), 'options')]
  const registration: Row[] = [
    { kind: 'part', key: 'registration', height: heightOfSummary(params), Part: parts.Registration },
    ...messages(problems.filter(isOfRegistration), 'registration')
  ]
  const receiving: Row[] = [
    { kind: 'part', key: 'receiving', height: heightOfReceiving(params), Part: parts.Receiving },
    ...messages(problems.filter(isOfRules), 'receiving')
  ]
  const payload =
    ports === null
      ? null
      : { ...ports, outputs: ports.outputs.filter(port => !isOptionPort(port.id)), inner: [] }
  return {
    head: [
      ...messages(problems.filter(isUnread), 'options'),
      ...messages(problems.filter(problem => problem.field === undefined && !isUnread(problem))),
      ...section(params, 'options', 'Options', options, {
        action: { label: pills.length === 0 ? 'Add Options' : 'Edit', dialog: 'options' }
      }),
      ...section(params, 'registration', 'Webhook Registration', registration, {
        action: { label: 'Configure', dialog: 'registration' }
      }),
      ...section(params, 'receiving', 'Receiving', receiving, {
        action: {
          label: params.card.config.receiving === undefined ? 'Set up verification' : 'Edit',
          dialog: 'receiving'
        }
      })
    ],
    joins: [],
    foot: withRestFolded(params, footRows({ ...params, ports: payload }).map(withListen))
  }
}
