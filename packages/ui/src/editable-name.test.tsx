import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { EditableName } from './editable-name.tsx'

afterEach(cleanup)

/** Renders the name "Input" in edit mode. Returns its handlers and a function that renders it again. */
const beginNaming = () => {
  const told = { keep: vi.fn(), leave: vi.fn() }
  const drawn = () => (
    <EditableName
      value="Input"
      label="Name of Input"
      onKeep={name => told.keep(name)}
      onLeave={byKey => told.leave(byKey)}
    />
  )
  const { rerender } = render(drawn())
  const field = screen.getByLabelText<HTMLInputElement>('Name of Input')
  return { ...told, field, drawAnew: () => rerender(drawn()) }
}

const chosen = (field: HTMLInputElement) => [field.selectionStart, field.selectionEnd]

test('the field of a name has the focus and its text is selected', () => {
  const { field } = beginNaming()
  expect(document.activeElement).toBe(field)
  expect(chosen(field)).toEqual([0, 5])
})

test('a rerender during typing does not select the text again', () => {
  const { field, drawAnew } = beginNaming()
  fireEvent.change(field, { target: { value: 'La' } })
  field.setSelectionRange(2, 2)
  drawAnew()
  expect(chosen(field)).toEqual([2, 2])
})

test('Enter saves a name once, without outer spaces', () => {
  const { field, keep, leave } = beginNaming()
  fireEvent.change(field, { target: { value: ' Language ' } })
  fireEvent.keyDown(field, { key: 'Enter' })
  fireEvent.blur(field)
  expect(keep.mock.calls).toEqual([['Language']])
  expect(leave.mock.calls).toEqual([[true]])
})

test('leaving the field saves a name; Esc, the same name and an empty one do not', () => {
  const { field, keep, leave } = beginNaming()
  fireEvent.change(field, { target: { value: 'Language' } })
  fireEvent.blur(field)
  expect(keep.mock.calls).toEqual([['Language']])
  expect(leave.mock.calls).toEqual([[false]])
  for (const [typed, key] of [
    ['Team', 'Escape'],
    ['Input', 'Enter'],
    [' ', 'Enter']
  ] as const) {
    cleanup()
    const again = beginNaming()
    fireEvent.change(again.field, { target: { value: typed } })
    fireEvent.keyDown(again.field, { key })
    expect(again.keep).not.toHaveBeenCalled()
    expect(again.leave.mock.calls).toEqual([[true]])
  }
})
