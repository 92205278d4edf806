import type { Card, FieldId, Receiving } from '@hookwright/model'
import { useEffect, useMemo, useState } from 'react'
import { placeControl } from '../../view/fields-editor/place-control.tsx'
import type { PlacedProblem } from '../../view/fields-editor/problems-foot.tsx'
import { useWorkbench } from '../../view/workbench.ts'
import { addedFilter } from './receiving-draft.ts'
import { type PartName, partAt } from './receiving-tabs.tsx'
import { placeIdOf } from './rule-errors-context.ts'
import { losesReceiving, readReceiving, receivingPlace } from './rule-problems.ts'
import type { StartingRules } from './starting-rules.ts'
import { validateRules } from './validate-rules.ts'

/** Props of a tab of the form: the rules, and a callback that changes some of them. */
export interface PartProps {
  receiving: Receiving
  onReceiving: (part: Partial<Receiving>) => void
}

const unread: PlacedProblem = {
  id: null,
  say: 'The rules of this card cannot be read, and applying your changes would delete them. Cancel, and undo the change that caused this.'
}

/**
 * Returns the control at a path in the rules. If it is not rendered, returns the nearest enclosing control or
 * the selected tab.
 */
const controlNear = (at: string): HTMLElement | null => {
  const names = at.split('.')
  for (let length = names.length; length > 0; length--) {
    const control = placeControl(placeIdOf(names.slice(0, length).join('.')))
    if (control !== null) return control
  }
  return document.querySelector<HTMLElement>('[role=dialog] [role=tab][aria-selected=true]')
}

/**
 * Hook that holds the selected tab, with a function that selects a tab and focuses one of its controls.
 * Initially, this is the control of the field `at`.
 */
const useShownPart = (at: FieldId | undefined) => {
  const [part, setPart] = useState<PartName>(() =>
    at === undefined ? 'verification' : partAt(receivingPlace(at))
  )
  const [wanted, setWanted] = useState<{ at: string } | null>(
    at === undefined ? null : { at: receivingPlace(at) }
  )
  useEffect(() => {
    if (wanted !== null) controlNear(wanted.at)?.focus()
  }, [wanted])
  const goTo = (place: string): void => {
    setPart(partAt(place))
    setWanted({ at: place })
  }
  return { part, show: setPart, goTo }
}

/** Hook for the draft of a card's receiving rules, with its problems. The form opens at the field `at`. */
export const useReceivingDraft = (card: Card, at: FieldId | undefined) => {
  const fields = useWorkbench().useConnectionFields()
  const [begun] = useState(() => readReceiving(card))
  const [draft, setDraft] = useState(begun)
  const [preset, setPreset] = useState<StartingRules | null>(null)
  const [isChoosing, setChoosing] = useState(card.config.receiving === undefined)
  const { part, show, goTo } = useShownPart(at)
  const isUnread = losesReceiving(card)
  const errors = useMemo(() => (isChoosing ? [] : validateRules(draft, fields)), [isChoosing, draft, fields])
  /**
   * Path of a filter that was just added. Its empty fields are not reported as errors while it is being
   * filled in.
   */
  const [fresh, setFresh] = useState<string | null>(null)
  // Of several sentences about one place the first is shown there.
  const shownErrors = useMemo(
    () =>
      new Map(
        errors
          .filter(({ at: place }) => fresh === null || (place !== fresh && !place.startsWith(`${fresh}.`)))
          .toReversed()
          .map(error => [error.at, error.message])
      ),
    [errors, fresh]
  )
  const stopping = errors.find(({ stops }) => stops)
  const problems: PlacedProblem[] = [
    ...(isUnread ? [unread] : []),
    ...errors.map(error => ({ id: placeIdOf(error.at), say: error.message }))
  ]

  return {
    draft,
    fields,
    isChanged: draft !== begun,
    change: (changed: Partial<Receiving>): void => {
      const added = addedFilter(draft, changed)
      if (added !== null) setFresh(added)
      setDraft(before => ({ ...before, ...changed }))
    },
    /** Called when the focus moves. Errors of a new filter are shown once the focus has left it. */
    leave: (from: Element, to: Element | null): void => {
      const box = fresh === null ? null : document.getElementById(placeIdOf(fresh))
      if (box?.contains(from) && !box.contains(to)) setFresh(null)
    },
    /** Preset that the rules started from; null without a preset. */
    preset,
    isChoosing,
    setChoosing,
    /** Starts editing with these rules. */
    take: (rules: Receiving, chosen: StartingRules | null): void => {
      setDraft(rules)
      setPreset(chosen)
      setChoosing(false)
      goTo('verify.0.algorithm')
    },
    part,
    show,
    goTo: (place: string): void => {
      setFresh(null)
      goTo(place)
    },
    errors,
    shownErrors,
    problems,
    jump: (problemId: string): void => {
      const error = errors.find(each => placeIdOf(each.at) === problemId)
      setFresh(null)
      if (error !== undefined) goTo(error.at)
    },
    /** First validation error that blocks saving. */
    stopping,
    isBlocked: isUnread || isChoosing || stopping !== undefined
  }
}
