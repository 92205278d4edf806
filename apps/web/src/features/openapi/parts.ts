import type { UploadedDocument } from '@hookwright/api'
import type { Matching } from '../../kit/find/matching.ts'
import { formatNumber } from '../../kit/page/format-count.ts'

/** Action or event that can be chosen. */
export interface Part {
  id: string
  kind: 'action' | 'event'
  document: number
  key: string
  name: string
  /** Method and path, or the name of the event in the document. */
  detail: string
  tag: string
  isDeprecated: boolean
}

/** Way to register events, with the document that declares it. */
export interface RegistrationChoice {
  id: string
  document: number
  key: string
  name: string
  hint: string
}

/** Returns events without those that an earlier document has, too: an API and its webhooks often repeat them. */
const withoutRepeats = (events: readonly Part[]): Part[] => {
  const first = new Map<string, number>()
  return events.filter(({ key, name, document }) => {
    const id = JSON.stringify([key, name])
    if (!first.has(id)) first.set(id, document)
    return first.get(id) === document
  })
}

/** Returns actions with the name of the document in the detail of those that several have: their parameters may differ. */
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
 * Returns the events and actions of documents: events first, each kind in the order of its document. An event that two documents
 * have in common is that of the first one.
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

/** Parts that a list shows. */
export type Shown = 'all' | 'event' | 'action' | 'chosen'

/** Returns the parts that a list shows, the best match first. */
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

/** Returns the chosen ids with all of these parts, or without any of them. */
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
 * Returns the label and the result of the button that chooses all shown parts, or as many as the import takes. Once no more
 * can be chosen it clears them.
 * @param room number of parts that can still be chosen
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
      ? `Choose ${formatNumber(room)} of ${shown} shown, the most at once`
      : `Choose all ${shown} shown`
  return { label, next: withAll(chosen, others.slice(0, room), true) }
}

/** Returns the ways to register events, the best one first. */
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
 * Returns the usable schemes of documents, each way to authenticate once, by the first name that it has. The offered ones
 * come last, without those that a document declares itself.
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

/** Returns the schemes that are chosen at first: the first one that the documents require, otherwise the first one. */
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
