import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { Dialog } from './dialog.tsx'
import { lazyPopups } from './lazy-popups.ts'
import { TextField } from './text-field.tsx'

beforeAll(lazyPopups.load)
afterEach(cleanup)

test('Ctrl+Enter and Cmd+Enter apply the dialog, and Enter alone does not', async () => {
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
  await waitFor(() => expect(document.activeElement).toBe(field))
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(applied).toBe(0)
  fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true })
  fireEvent.keyDown(field, { key: 'Enter', metaKey: true })
  await waitFor(() => expect(applied).toBe(2))
})
