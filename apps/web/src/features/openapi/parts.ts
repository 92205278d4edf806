import type { UploadedDocument } from '@hookwright/api'
import type { Matching } from '../../kit/find/matching.ts'
import { formatNumber } from '../../kit/page/format-count.ts'

/** Action or event of a document that can be imported. */
export interface Part {
  id: string
  kind: 'action' | 'event'
  document: number
  key: string
  name: string
  /** Method and path of the action, or the kind and name of the event. */
  detail: string
  tag: string
  isDeprecated: boolean
}

/** A way to register events, declared by one of the documents. */
export interface RegistrationChoice {
  id: string
  document: number
  key: string
  name: string
  hint: string
}

/**
 * Returns events without those that an earlier document also declares. An API and its webhooks often declare
 * the same events.
 */
const withoutRepeats = (events: readonly Part[]): Part[] => {
  const first = new Map<string, number>()
  return events.filter(({ key, name, document }) => {
    const id = JSON.stringify([key, name])
    if (!first.has(id)) first.set(id, document)
    return first.get(id) === document
  })
}

/**
 * Adds the document's name to the detail of each action that several documents declare: “GET /users in
 * crm.yaml”. The parameters may differ between the documents.
 */
const withDocument = (actions: readonly Part[], documents: readonly UploadedDocument[]): Part[] => {
  const [first, last] = [new Map<string, number>(), new Map<string, number>()]
  for (const { key, document } of actions) {
    if (!first.has(key)) first.set(key, document)
    last.set(key, document)
  }
  return actions.map(action => {
    const { key, document, detail } = action
    const isShared = first.get(key) !== last.get(key)
    return isShared ? { ...action, detail: `${detail} in ${documents[document]?.name ?? ''}` } : action
  })
}

/**
 * Returns the parts of all documents: events first, then actions, each in document order.
 *
 * An event that several documents declare is taken from the first of these documents.
 */
export const partsOf = (documents: readonly UploadedDocument[]): Part[] => [
  ...withoutRepeats(
    documents.flatMap(({ outline }, document) =>
      outline.events.map(
        ({ key, name, event, tag, kind }): Part => ({
          ...{ id: `event ${document} ${key}`, kind: 'event', document, key, name, tag, isDeprecated: false },
          detail: `${kind} ${event}`
        })
      )
    )
  ),
  ...withDocument(
    documents.flatMap(({ outline }, document) =>
      outline.operations.map(
        ({ key, name, tag, isDeprecated }): Part => ({
          ...{ id: `action ${document} ${key}`, kind: 'action', document, key, name, tag, isDeprecated },
          detail: key
        })
      )
    ),
    documents
  )
]

/** Parts shown in the list: all, one kind, or the selected ones. */
export type Shown = 'all' | 'event' | 'action' | 'chosen'

/** Returns the parts to show in the list. With a search, the best match comes first. */
export const findParts = (
  parts: readonly Part[],
  params: { shown: Shown; sought: string; chosen: ReadonlySet<string>; matching: Matching }
): Part[] => {
  const { shown, sought, chosen, matching } = params
  const those = parts.filter(
    ({ kind, id }) => shown === 'all' || (shown === 'chosen' ? chosen.has(id) : kind === shown)
  )
  if (sought.trim() === '') return those
  return matching(those, sought.trim(), {
    names: [({ name }) => name],
    details: [({ detail }) => detail, ({ tag }) => tag]
  })
}

/** Returns the selected ids with all of these parts added or removed. */
export const withAll = (
  chosen: ReadonlySet<string>,
  parts: readonly Part[],
  areChosen: boolean
): Set<string> => {
  const next = new Set(chosen)
  for (const { id } of parts) {
    if (areChosen) next.add(id)
    else next.delete(id)
  }
  return next
}

/**
 * Returns the label of the button that selects all shown parts, and the selection after a click.
 *
 * A click selects parts up to the limit of an import. Once all are selected or the limit is reached, a click
 * deselects the shown parts.
 *
 * @param room number of parts that can still be selected
 */
export const chooseAll = ({
  chosen,
  found,
  room
}: {
  chosen: ReadonlySet<string>
  found: readonly Part[]
  room: number
}): { label: string; next: Set<string> } => {
  const others = found.filter(({ id }) => !chosen.has(id))
  const shown = formatNumber(found.length)
  if (found.length > 0 && (others.length === 0 || room <= 0))
    return { label: `Clear all ${shown} shown`, next: withAll(chosen, found, false) }
  const label =
    others.length > room
      ? `Choose ${formatNumber(room)} of ${shown} shown (the limit per import)`
      : `Choose all ${shown} shown`
  return { label, next: withAll(chosen, others.slice(0, room), true) }
}

/** Returns the ways to register webhooks that the documents declare, best first. */
export const registrationsOf = (documents: readonly UploadedDocument[]): RegistrationChoice[] =>
  documents.flatMap(({ outline }, document) =>
    outline.registrations.map(({ key, name, canDelete, canList }) => ({
      ...{ id: `${document} ${key}`, document, key, name },
      hint: `${key}${canDelete ? ', deletes' : ''}${canList ? ', lists' : ''}`
    }))
  )

/** Returns true when no document names a usable way to authenticate. */
export const hasNoScheme = (documents: readonly UploadedDocument[]): boolean =>
  !documents.some(({ outline }) =>
    outline.schemes.some(({ key, whyNot }) => !key.startsWith('+') && whyNot === null)
  )

/**
 * Returns the usable authentication schemes of all documents, without duplicates.
 *
 * If several schemes authenticate in the same way, the first one is used. Schemes that the server suggests
 * come last, unless a document already declares an equivalent scheme.
 */
export const schemesOf = (documents: readonly UploadedDocument[]): { key: string; label: string }[] => {
  const isOffered = (key: string): boolean =>
    documents.every(({ outline }) => outline.schemes.some(scheme => scheme.key === key))
  const usable = documents
    .flatMap(({ outline }) => outline.schemes)
    .filter(({ key, whyNot }) => whyNot === null && (!key.startsWith('+') || isOffered(key)))
  return usable
    .toSorted((one, other) => Number(one.key.startsWith('+')) - Number(other.key.startsWith('+')))
    .filter(
      ({ key, way }, index, all) => all.findIndex(other => other.key === key || other.way === way) === index
    )
    .map(({ key, label }) => ({ key, label }))
}

/** Returns the initially selected scheme: the first one that a document requires, otherwise the first one. */
export const initialSchemes = (documents: readonly UploadedDocument[]): string[] => {
  const own = documents
    .flatMap(({ outline }) => outline.schemes)
    .filter(({ key, whyNot }) => whyNot === null && !key.startsWith('+'))
  const first = own.find(({ isRequired }) => isRequired) ?? own[0]
  // The list offers it by the first name that it has.
  return own
    .filter(({ way }) => way === first?.way)
    .slice(0, 1)
    .map(({ key }) => key)
}
