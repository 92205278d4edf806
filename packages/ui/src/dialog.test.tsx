import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { Dialog } from './dialog.tsx'
import { TextField } from './text-field.tsx'

afterEach(cleanup)

test('Ctrl+Enter and Cmd+Enter do what the dialog is for, Enter alone does not', () => {
  let applied = 0
  render(
    <Dialog
      open
      onOpenChange={() => {}}
      title="Options"
      onApply={() => {
        applied += 1
      }}
    >
      <TextField label="Label" />
    </Dialog>
  )
  const field = screen.getByLabelText('Label')
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(applied).toBe(0)
  fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true })
  fireEvent.keyDown(field, { key: 'Enter', metaKey: true })
  expect(applied).toBe(2)
})
