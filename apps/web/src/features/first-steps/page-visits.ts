import type { Id } from '@hookwright/model'
import { useRouterState } from '@tanstack/react-router'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { onLocalChange, storeLocally } from '../../kit/page/local-storage.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import type { StepId } from './first-steps.ts'

const pages: [RegExp, StepId][] = [
  [/^\/flows\/[^/]+$/, 'open-flow'],
  [/^\/runs\/[^/]+$/, 'see-run']
]

/** Returns the first step that is done by visiting this page; null for none. */
export const stepOfPage = (pathname: string): StepId | null =>
  pages.find(([page]) => page.test(pathname))?.[1] ?? null

/**
 * Returns the `localStorage` key for the steps that a person has done by visiting a page. The value is a
 * comma-separated list of ids.
 */
const placeOf = (personId: Id): string => `hookwright.looks.${personId}`

const storedVisits = (place: string): string => localStorage.getItem(place) ?? ''

const readVisits = (kept: string): StepId[] => pages.map(([, id]) => id).filter(id => kept.includes(id))

/** Records visits to pages that complete a first step, in this browser. */
export const useRecordVisits = (): void => {
  const { id: personId } = usePerson()
  const look = useRouterState({ select: ({ location }) => stepOfPage(location.pathname) })
  useEffect(() => {
    if (look === null) return
    const place = placeOf(personId)
    const looks = new Set([...readVisits(storedVisits(place)), look])
    storeLocally(place, [...looks].join(','))
  }, [personId, look])
}

/** Returns the steps that were done by visiting a page. Updates when another tab records a visit. */
export const useVisitedSteps = (): ReadonlySet<StepId> => {
  const { id: personId } = usePerson()
  const kept = useSyncExternalStore(onLocalChange, () => storedVisits(placeOf(personId)))
  return useMemo(() => new Set(readVisits(kept)), [kept])
}
