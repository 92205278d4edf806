import type { AuditSubject } from '@hookwright/backend'
import { type AuditEntry, type AuditedAct, type AuditedItem, Id } from '@hookwright/model'
import { z } from 'zod'
import type { SignedIn } from './own.ts'
import type { Act } from './permissions.ts'

/**
 * Input fields that identify the item of an action, each with the kind of item. The first field that contains
 * an id is used.
 */
const subjects: [input: string, AuditSubject][] = [
  ['keyId', 'api-key'],
  ['versionId', 'version'],
  ['flowId', 'flow'],
  ['subscriptionId', 'subscription'],
  ['entryId', 'cleanup-entry'],
  ['connectionId', 'connection'],
  ['connectorId', 'connector'],
  ['endpointId', 'alert-endpoint'],
  ['orphanId', 'orphan'],
  ['personId', 'member']
]

const AnyInput = z.record(z.string(), z.unknown()).catch({})
/** Schema that reads the id of a new item from the response of the procedure that created it. */
const Made = z.union([
  z.object({ id: Id }),
  z.object({ key: z.object({ id: Id }) }).transform(({ key }) => key)
])

const itemOf = async (
  { backend, people }: SignedIn,
  kind: AuditSubject,
  id: Id
): Promise<AuditedItem | null> => {
  const item = await backend.audit.itemOf(kind, id)
  return item?.kind === 'member' ? { ...item, name: people.nameOf(id) } : item
}

const namedItem = async (context: SignedIn, input: Record<string, unknown>): Promise<AuditedItem | null> => {
  for (const [name, kind] of subjects) {
    const id = Id.safeParse(input[name])
    if (id.success) return itemOf(context, kind, id.data)
  }
  return null
}

const notesOf = (
  { people }: SignedIn,
  { notes = [] }: AuditedAct,
  input: Record<string, unknown>
): AuditEntry['notes'] => {
  const found: AuditEntry['notes'] = {}
  for (const name of notes) {
    const value = input[name]
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      found[name] = value
    }
  }
  // The receiver, by name.
  const receiver = input.handTo ?? (input.connectionId === undefined ? undefined : input.personId)
  if (typeof receiver === 'string') found.to = people.nameOf(receiver) ?? receiver
  if (Array.isArray(input.flowIds)) found.flows = input.flowIds.length
  return found
}

/**
 * Prepares the audit entry of a call before the call, since a deleted item has no name afterwards.
 * Returns a function that writes the entry.
 */
export const prepareRecord = async (
  context: SignedIn,
  act: Act,
  audited: AuditedAct,
  rawInput: unknown
): Promise<(answer: unknown) => Promise<void>> => {
  const { backend, person, key } = context
  const input = AnyInput.parse(rawInput)
  const named = audited.makes === undefined ? await namedItem(context, input) : null
  const notes = notesOf(context, audited, input)
  const versionId = act === 'versions.deploy' ? Id.safeParse(input.versionId) : null
  if (versionId?.success && (await backend.audit.isRollBack(versionId.data))) notes.rollBack = true
  return async answer => {
    const made = audited.makes === undefined ? null : Made.safeParse(answer)
    const item =
      audited.makes !== undefined && made?.success
        ? await itemOf(context, audited.makes, made.data.id)
        : named
    await backend.audit.record({
      ...{ personId: person.id, personName: person.name, act, item, notes },
      key: key && { id: key.id, name: key.name }
    })
  }
}
