import { CALLER, ERROR, INDEX } from '@hookwright/engine'
import type { FieldId, JsonObject } from '@hookwright/model'
import { partOf, type Source } from '../draft-flow.ts'
import { createFieldNames } from '../labels.ts'
import { add, type CardJob, exposeValue, insert, nameOfCard, remark } from './card-job.ts'
import { bindEvent } from './deployed-cards.ts'
import { nameOfField, type PlannedFlow } from './pack.ts'
import { type FloField, functionOf, serviceOf } from './read-flopack.ts'
import { typeOfOutput } from './values.ts'

/** Returns the configuration of fields that callers or people fill in. */
const customInputs = (planned: Pick<PlannedFlow, 'inputs'>): JsonObject[] =>
  planned.inputs.map(({ id, label, type }) => ({
    ...{ id, label, fieldType: 'text-field', required: false },
    dataType: { kind: type.kind, list: type.list }
  }))

const contextOf = (field: FloField): string | null =>
  field.group === 'context' && !field.metadata.forceHide ? field.key : null

/** Converts the start of a helper flow: its inputs, and the outputs that describe the call. */
const helperStart = (job: CardJob): void => {
  const { planned } = job.scope
  const added = add(job, { type: 'helper-flow', config: { inputs: customInputs(planned) } })
  const contextFields: Record<string, FieldId> = { index: INDEX, parent: CALLER, error: ERROR }
  for (const field of job.card.node.model.outputs) {
    const context = contextOf(field)
    if (context !== null)
      exposeValue(job, field, contextFields[context] === undefined ? null : added.out(contextFields[context]))
    else {
      const key = field.group == null ? field.key : `${field.group} ${field.key}`
      const input = planned.inputs.find(each => each.key === key)
      exposeValue(job, field, input === undefined ? null : added.out(input.id))
    }
  }
}

const cronPart = (value: unknown): string => String(value ?? '*').replace(/^\*\/1$/, '*') || '*'

const scheduleOf = (job: CardJob, cron: unknown): JsonObject => {
  const blank = job.scope.pack.specs.get('scheduled')?.blank().config ?? {}
  const { minutes, hours, dayOfTheMonth, month, dayOfTheWeek, timeZone } = Object(cron)
  if (minutes === undefined || hours === undefined) {
    remark(job, 'The file contains no schedule for this flow. Choose one.')
    return blank
  }
  const text = [minutes, hours, dayOfTheMonth, month, dayOfTheWeek].map(cronPart).join(' ')
  return { ...blank, every: 'cron', cron: text, zone: typeof timeZone === 'string' ? timeZone : 'UTC' }
}

const scheduledStart = (job: CardJob, cron: unknown): void => {
  const added = add(job, { type: 'scheduled', config: scheduleOf(job, cron), title: null })
  for (const field of job.card.node.model.outputs) {
    const ours = { execution_time: 'scheduledAt', execution_id: 'runId' }[field.key]
    exposeValue(job, field, ours === undefined ? null : added.out(ours))
  }
}

const endpointStart = (job: CardJob, security: string | null): void => {
  const blank = job.scope.pack.specs.get('api-endpoint')?.blank().config ?? {}
  if (security === 'high')
    remark(
      job,
      'In Hookwright, callers send a secret in a header. The original flow required an OAuth token.'
    )
  const config = { ...blank, security: security === 'open' ? 'open' : 'secret' }
  const added = add(job, { type: 'api-endpoint', config })
  const whole: Record<string, Source | null> = {
    body: added.out('body'),
    headers: added.out('headers'),
    query: added.out('query')
  }
  for (const field of job.card.node.model.outputs) {
    if (contextOf(field) !== null)
      exposeValue(job, field, field.key === 'execution_id' ? added.out('runId') : null)
    else if (field.group === 'raw') exposeValue(job, field, whole[field.key] ?? null)
    else {
      const group = whole[field.group ?? 'body'] ?? null
      exposeValue(job, field, group === null ? null : partOf(group, [field.key]))
    }
  }
}

/** Converts a card to Manual Start. Also used for a service event without a deployed connector. */
const manualStart = (job: CardJob, fields: readonly FloField[]): Map<FloField, Source | null> => {
  const names = createFieldNames('input')
  const named = fields.slice(0, 150).map(field => ({
    field,
    ...names.add(nameOfField(field)),
    type: typeOfOutput(job.scope.wired, job.card, field, 'object')
  }))
  const inputs = customInputs({ inputs: named.map(({ id, label, type }) => ({ key: '', id, label, type })) })
  const added = add(job, { type: 'manual-start', config: { inputs, shared: false, atOnce: 'any' } })
  for (const field of job.card.node.model.outputs) {
    if (contextOf(field) === 'execution_id') exposeValue(job, field, added.out('runId'))
    if (field.group === 'user context') exposeValue(job, field, added.out('runBy'))
  }
  return new Map(named.map(({ field, id }) => [field, added.out(id)]))
}

const delegatedStart = (job: CardJob): void => {
  const fields = job.card.node.model.outputs.filter(
    ({ group }) => group !== 'context' && group !== 'user context'
  )
  for (const [field, source] of manualStart(job, fields)) exposeValue(job, field, source)
}

/**
 * Converts a start by a service event to the deployed event. Uses a manual start if there is no such event.
 */
const eventStart = (job: CardJob): void => {
  if (bindEvent(job)) return
  const { service } = serviceOf(job.card)
  const name = nameOfCard(job.card)
  job.report.outcome = 'stub'
  remark(
    job,
    `No deployed connector “${service}” has the event “${name}”, so the flow starts manually until you choose an event.`
  )
  const fields = job.card.node.model.outputs.filter(field => contextOf(field) === null)
  for (const [field, source] of manualStart(job, fields)) exposeValue(job, field, source)
}

/** Converts the start card of a flow. Returns false for any other card. */
export const convertStart = (job: CardJob, cron: unknown, security: string | null): boolean => {
  const operation = functionOf(job.card)
  if (operation === 'http.accept') endpointStart(job, security)
  else if (operation === 'http.delegated') delegatedStart(job)
  else if (operation === 'control.callable') {
    if (isScheduled(job.card, cron)) scheduledStart(job, cron)
    else helperStart(job)
  } else if (operation === null && (job.card.node.model.webhook || job.card.node.model.monitor))
    eventStart(job)
  else return false
  return true
}

/** Returns true for the start card of a scheduled flow. */
export const isScheduled = (card: CardJob['card'], cron: unknown): boolean =>
  card.node.model.outputs.some(({ key, group }) => group === 'context' && key === 'execution_time') ||
  Object(cron).minutes !== undefined

/** Adds a start card to a flow that has none. */
export const addMissingStart = (job: CardJob): void => {
  insert(job, { type: 'helper-flow', config: { inputs: [] } })
  remark(job, 'The file contains no start card for this flow, so it starts with Helper Flow.')
}
