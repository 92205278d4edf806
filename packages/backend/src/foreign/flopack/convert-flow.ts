import { cutText, type FieldId } from '@hookwright/model'
import { createDraftFlow, type DraftInput, type Strip } from '../draft-flow.ts'
import { createFieldNames } from '../labels.ts'
import { type ConvertSteps, convertCases, convertIf, convertTry, type Returned } from './block-cards.ts'
import { callCards } from './call-cards.ts'
import {
  add,
  type CardJob,
  type Convert,
  constant,
  exposeValue,
  extraInputs,
  fieldValue,
  given,
  insert,
  remark,
  type Scope,
  startJob,
  typed
} from './card-job.ts'
import { dateCards } from './date-cards.ts'
import { assign, flowCards } from './flow-cards.ts'
import { listCards } from './list-cards.ts'
import { objectCards } from './object-cards.ts'
import { otherCards } from './other-cards.ts'
import { ALL_OUTPUTS, type Pack, type PlannedFlow } from './pack.ts'
import { type FloCard, functionOf } from './read-flopack.ts'
import { convertService, linesOfFields } from './service-cards.ts'
import { addMissingStart, convertStart, isScheduled } from './start-cards.ts'
import { textCards } from './text-cards.ts'
import { type Step, wireFlow } from './wire-flow.ts'

const conversions: ReadonlyMap<string, Convert> = new Map(
  Object.entries({
    ...flowCards,
    ...callCards,
    ...textCards,
    ...objectCards,
    ...listCards,
    ...dateCards,
    ...otherCards
  })
)

/** Keeps a card as a note with its content and the reason. */
const keepAsNote = (job: CardJob, why: string): void => {
  const { report, card } = job
  report.outcome = 'note'
  remark(job, why)
  const operation = report.service === null ? report.operation : `${report.service} ▸ ${report.operation}`
  const lines = [
    `“${report.card}” (${operation}) was not converted. ${why}`,
    ...linesOfFields(card.node.model.inputs)
  ]
  job.scope.draft.add(job.strip, { type: 'note', config: { text: cutText(lines.join('\n'), 10_000) } })
  for (const output of card.node.model.outputs) exposeValue(job, output, null)
}

const convertComment = (job: CardJob): void => {
  const { comments } = job.card.node.model
  const text =
    typeof comments === 'object' && comments !== null
      ? [comments.title, comments.markdown].filter(part => part != null && part.trim() !== '').join('\n\n')
      : (comments ?? '')
  job.scope.draft.add(job.strip, { type: 'note', config: { text: cutText(text, 10_000) } })
}

/** Ends a flow with a response to its HTTP caller. */
const returnRaw = (job: CardJob): void => {
  const body = given(job, 'body')
  const headers = given(job, 'headers')
  const isText = body?.kind !== 'source' || body.source.type.kind === 'text'
  const config = { bodyFormat: isText ? 'text' : 'json' }
  const inputs = {
    status: given(job, 'statusCode') ?? constant(200),
    ...(headers && { headers }),
    ...(body && { body })
  }
  add(job, { type: 'return-raw', config, inputs })
}

const convertReturn = (job: CardJob, isLast: boolean): Returned | null => {
  const { start } = job.scope
  if (start === 'endpoint') {
    const { keys, inputs } = objectOf(job)
    const body = insert(job, { type: 'object-construct', config: { keys }, inputs }).out('output')
    const values = { status: constant(200), ...(body && { body: { kind: 'source', source: body } as const }) }
    add(job, { type: 'return-raw', config: { bodyFormat: 'json' }, inputs: values })
    return null
  }
  if (start === 'event') {
    remark(
      job,
      'No other flow calls this flow, so Return was converted to Assign. Each run shows the assigned values.'
    )
    assign(job)
    return null
  }
  if (isLast)
    return new Map(
      job.card.node.model.inputs.map(field => [field.key, { field, value: fieldValue(job, field) }])
    )
  keepAsNote(
    job,
    'Return ends a flow in Hookwright, but other cards follow this card. Move them before Return.'
  )
  return null
}

const objectOf = (job: CardJob) => {
  const names = createFieldNames('key')
  const inputs: Record<FieldId, DraftInput | undefined> = {}
  const keys = extraInputs(job, []).map(field => {
    const { id } = names.add(field.key)
    inputs[id] = fieldValue(job, field)
    return { id, key: field.key, dataType: { kind: 'text', list: false } }
  })
  for (const key of keys) {
    const value = inputs[key.id]
    if (value?.kind === 'source' && value.source.type.kind !== 'any')
      key.dataType = { kind: value.source.type.kind, list: value.source.type.list }
  }
  return { keys, inputs }
}

const isSilent = (step: Step): boolean => functionOf(step.card) === 'control.comment'

/** Converts one card. Returns the values of a Return card at the end of the strip, otherwise null. */
const convertStep = (scope: Scope, step: Step, strip: Strip, isLast: boolean): Returned | null => {
  const { card } = step
  const job = startJob(scope, card, strip)
  const operation = functionOf(card)
  const note = (why: string | null): null => {
    if (why !== null) keepAsNote(job, why)
    return null
  }
  if (step.branches !== undefined) {
    const returned = convertIf(job, step.branches, isLast, convertSteps)
    if (step.branches.join !== null) startJob(scope, step.branches.join, strip)
    return returned
  }
  switch (operation) {
    case null:
      if (card.node.model.webhook || card.node.model.monitor)
        return note('In Hookwright, an event can start a flow but cannot be a card inside one.')
      convertService(job)
      return null
    case 'control.comment':
      convertComment(job)
      return null
    case 'control.noop':
      return null
    case 'control.join':
      return note('This card joins the branches of a card that is missing in the flow.')
    case 'control.tryCatch':
      return note(convertTry(job, convertSteps))
    case 'control.branch':
      return note(convertCases(job, convertSteps))
    case 'control.return':
      return convertReturn(job, isLast)
    case 'control.returnRaw':
      return convertRaw(job, isLast)
    default: {
      const convert = conversions.get(operation)
      return note(
        convert === undefined
          ? `Hookwright has no card for “${operation}”. Rebuild it with other cards.`
          : convert(job)
      )
    }
  }
}

/**
 * Converts Return Raw. In an API endpoint, the card responds to the HTTP caller. In a helper flow, it returns
 * one value.
 */
const convertRaw = (job: CardJob, isLast: boolean): Returned | null => {
  const { scope } = job
  if (scope.start === 'endpoint') {
    returnRaw(job)
    return null
  }
  if (scope.start === 'event') {
    keepAsNote(job, 'This card responds to an HTTP caller, but no HTTP request starts this flow.')
    return null
  }
  if (!isLast) {
    keepAsNote(job, 'This card ends a flow in Hookwright, but other cards follow it. Move them before it.')
    return null
  }
  if (
    Number(typed(job, 'statusCode') ?? 200) !== 200 ||
    Object.keys(Object(typed(job, 'headers'))).length > 1
  )
    remark(job, 'In Hookwright, a helper flow returns only the body, without status and headers.')
  const field = job.card.node.model.inputs.find(({ key }) => key === 'body')
  return field === undefined ? new Map() : new Map([[field.key, { field, value: fieldValue(job, field) }]])
}

/** Converts steps into a strip. Returns the values of a Return card at its end, otherwise null. */
const convertSteps: ConvertSteps = (scope, steps, strip, isTail) => {
  let returned: Returned | null = null
  for (const [index, step] of steps.entries()) {
    const isLast = isTail && steps.slice(index + 1).every(isSilent)
    returned = convertStep(scope, step, strip, isLast) ?? returned
  }
  return returned
}

/** Ends a helper flow with a Return card. Adds an object of all outputs if a caller needs one. */
const endHelper = (scope: Scope, strip: Strip, returned: Returned): void => {
  const { planned, draft } = scope
  const inputs: Record<FieldId, DraftInput | undefined> = {}
  for (const { id, key } of planned.outputs) inputs[id] = returned.get(key)?.value
  const fields = planned.outputs.map(({ id, label, type }) => ({
    ...{ id, label, fieldType: 'text-field', required: false },
    dataType: { kind: type.kind, list: type.list }
  }))
  if (planned.givesObject) {
    const keys = planned.outputs.map(({ id, key, type }) => ({
      id,
      key,
      dataType: { kind: type.kind, list: type.list }
    }))
    const built = draft.add(strip, { type: 'object-construct', config: { keys }, inputs: { ...inputs } })
    const all = built.out('output')
    fields.push({
      id: ALL_OUTPUTS,
      label: 'All outputs',
      fieldType: 'text-field',
      required: false,
      dataType: { kind: 'object', list: false }
    })
    if (all !== null) inputs[ALL_OUTPUTS] = { kind: 'source', source: all }
  }
  if (fields.length === 0 && returned.size === 0) return
  draft.add(strip, { type: 'return', config: { fields }, inputs })
}

/** Returns the outputs of the last card, which are the result of a flow without a Return card. */
const implicitReturn = (scope: Scope, card: FloCard): Returned => {
  return new Map(
    card.node.model.outputs.map(field => {
      const found = scope.sources.get(`${card.uuid} ${field.id}`)
      const value: DraftInput | undefined = !found
        ? undefined
        : 'kind' in found
          ? found
          : { kind: 'source', source: found }
      return [field.key, { field, value }]
    })
  )
}

const startOf = (card: FloCard | undefined, cron: unknown): Scope['start'] => {
  const operation = card === undefined ? null : functionOf(card)
  if (operation === 'http.accept') return 'endpoint'
  if (card !== undefined && operation === 'control.callable' && !isScheduled(card, cron)) return 'helper'
  return card === undefined ? 'helper' : 'event'
}

/** Converts a planned flow into a draft. */
export const convertFlow = (pack: Pack, planned: PlannedFlow): void => {
  const { doc } = planned
  if (doc === null) return
  const wired = wireFlow(doc)
  const draft = createDraftFlow(pack)
  const [first, ...rest] = wired.steps
  const scope: Scope = {
    pack,
    planned,
    draft,
    wired,
    sources: new Map(),
    start: startOf(first?.card, doc.cron)
  }
  const strip: Strip = []
  let steps = wired.steps
  if (first !== undefined) {
    const job = startJob(scope, first.card, strip)
    if (convertStart(job, doc.cron, doc.security_level ?? null)) steps = rest
    else {
      pack.cards.pop()
      addMissingStart(job)
      scope.start = 'helper'
    }
  }
  const returned = convertSteps(scope, steps, strip, true)
  if (scope.start === 'helper') {
    const implicit = planned.implicit === null ? null : implicitReturn(scope, planned.implicit)
    endHelper(scope, strip, returned ?? implicit ?? new Map())
  }
  const { id, name, description, saveAll } = planned
  pack.done.push({ id, name, description, active: true, saveAll, doc: draft.flow(strip) })
}
