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

/** Returns the first step that is done by visiting a page, or null. */
export const stepOfPage = (pathname: string): StepId | null =>
  pages.find(([page]) => page.test(pathname))?.[1] ?? null

/** Returns the `localStorage` key of a person's visited steps, stored as ids joined by commas. */
const placeOf = (personId: Id): string => `hookwright.looks.${personId}`

const storedVisits = (place: string): string => localStorage.getItem(place) ?? ''

const readVisits = (kept: string): StepId[] => pages.map(([, id]) => id).filter(id => kept.includes(id))

/** Records in this browser the steps that are done by visiting a page. */
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

/** Returns the steps done by visiting a page, in this tab or another one. */
export const useVisitedSteps = (): ReadonlySet<StepId> => {
  const { id: personId } = usePerson()
  const kept = useSyncExternalStore(onLocalChange, () => storedVisits(placeOf(personId)))
  return useMemo(() => new Set(readVisits(kept)), [kept])
}
