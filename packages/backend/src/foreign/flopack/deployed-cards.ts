import { type ActionSignature, type EventSignature, outputPortsOf } from '@hookwright/engine'
import type { FieldId } from '@hookwright/model'
import type { DraftInput } from '../draft-flow.ts'
import type { DeployedCard } from '../report.ts'
import { add, type CardJob, exposeValue, fieldValue, nameOfCard, remark, typed } from './card-job.ts'
import { nameOfField } from './pack.ts'
import { type FloField, serviceOf } from './read-flopack.ts'

/**
 * Normalizes a name for comparison: lower case, only letters and digits, without the version suffix of a
 * service key.
 */
export const bareName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/_[0-9a-f]{32}$/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '')

const isSameService = (service: string, connector: string): boolean =>
  bareName(service) === bareName(connector)

const find = <Signature extends ActionSignature | EventSignature>(
  job: CardJob,
  deployed: readonly DeployedCard<Signature>[]
): DeployedCard<Signature> | undefined => {
  const { service } = serviceOf(job.card)
  const name = bareName(nameOfCard(job.card))
  const original = bareName(job.card.node.model.metadata.name ?? '')
  return deployed.find(({ signature }) => {
    const ours = bareName(signature.name ?? '')
    return (
      isSameService(service, signature.connectorName) && ours !== '' && (ours === name || ours === original)
    )
  })
}

const fieldFor = (fields: readonly FloField[], label: string): FloField | undefined =>
  fields.find(field => bareName(nameOfField(field)) === bareName(label))

/** Converts a card into the deployed action with the same name. Returns false if there is none. */
export const bindAction = (job: CardJob): boolean => {
  const found = find(job, job.scope.pack.deployed.actions)
  if (found === undefined) return false
  const { connectorId, versionId, flowId, signature } = found
  const fields = job.card.node.model.inputs.filter(({ metadata }) => !metadata.forceHide)
  const inputs: Record<FieldId, DraftInput | undefined> = {}
  const used = new Set<FloField>()
  const ports = [
    ...signature.options,
    ...signature.inputs,
    ...(signature.inputGroups ?? []).flatMap(group => group.fields)
  ]
  for (const port of ports) {
    const field = fieldFor(fields, port.label)
    if (field === undefined) continue
    used.add(field)
    inputs[port.id] = fieldValue(job, field)
  }
  for (const field of fields)
    if (!used.has(field) && fieldValue(job, field) !== undefined)
      remark(job, `The action has no input “${nameOfField(field)}”, so its value was left out.`)
  const config = { connectorId, versionId, actionFlowId: flowId, connectionId: null }
  const added = add(job, { type: 'connector-action', config, inputs })
  const outputs = outputPortsOf(signature.outputs)
  for (const field of job.card.node.model.outputs) {
    const port = outputs.find(({ label }) => bareName(label) === bareName(nameOfField(field)))
    exposeValue(job, field, port === undefined ? null : added.out(port.id))
  }
  remark(job, 'Choose a connection.')
  return true
}

/** Converts a start card into the deployed event with the same name. Returns false if there is none. */
export const bindEvent = (job: CardJob): boolean => {
  const found = find(job, job.scope.pack.deployed.events)
  if (found === undefined) return false
  const { connectorId, versionId, flowId, signature } = found
  const inputs: Record<FieldId, DraftInput | undefined> = {}
  for (const option of signature.options) {
    const value = typed(job, fieldFor(job.card.node.model.inputs, option.label)?.key ?? '', 'parameters')
    if (value !== null) inputs[option.id] = { kind: 'value', value }
  }
  const config = { connectorId, versionId, eventFlowId: flowId, connectionId: null, runMode: 'each' }
  const added = add(job, { type: 'connector-event', config, inputs })
  const outputs = outputPortsOf(signature.outputs)
  for (const field of job.card.node.model.outputs) {
    const port = outputs.find(({ label }) => bareName(label) === bareName(nameOfField(field)))
    exposeValue(job, field, port === undefined ? null : added.out(port.id))
  }
  remark(job, 'Choose a connection.')
  return true
}
