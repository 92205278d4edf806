import type { FieldId } from '@hookwright/model'
import { type RefObject, useEffect, useRef } from 'react'
import { labelControlId } from './label-control.ts'
import { placeControl } from './place-control.tsx'

/**
 * Gives the focus to the label of a field that was added, as soon as it is there, and to the button that adds one when a
 * field is gone.
 */
export const useFieldFocus = (
  fields: readonly { id: FieldId }[]
): {
  addButton: RefObject<HTMLButtonElement | null>
  noteAdded: (id: FieldId) => void
  /** Called before it is removed: a question may come first, and what is not removed keeps the focus. */
  noteRemoving: (id: FieldId) => void
} => {
  const added = useRef<FieldId | null>(null)
  const removing = useRef<FieldId | null>(null)
  const addButton = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (added.current === null || !fields.some(field => field.id === added.current)) return
    placeControl(labelControlId(added.current))?.focus()
    added.current = null
  }, [fields])

  useEffect(() => {
    if (removing.current === null || fields.some(field => field.id === removing.current)) return
    addButton.current?.focus()
    removing.current = null
  }, [fields])

  return {
    addButton,
    noteAdded: id => {
      added.current = id
    },
    noteRemoving: id => {
      removing.current = id
    }
  }
}
