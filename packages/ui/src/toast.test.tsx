import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { Button } from './button.tsx'
import { lazyPopups } from './lazy-popups.ts'
import { type ToastContent, ToastProvider, useToasts } from './toast.tsx'

afterEach(cleanup)

const Page = ({ given: params }: { given: ToastContent }) => {
  const toasts = useToasts()
  return <Button onClick={() => toasts.show(params)}>Show</Button>
}

const show = async (params: ToastContent): Promise<void> => {
  render(
    <ToastProvider>
      <Page given={params} />
    </ToastProvider>
  )
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: 'Show' }))
  })
  // The first one waits for what shows it.
  await act(lazyPopups.load)
}

const press = (name: string) =>
  act(async () => {
    fireEvent.click(screen.getByRole('button', { name }))
  })

const gone = (sentence: string) => waitFor(() => expect(screen.queryByText(sentence)).toBe(null))

test('a message is shown and can be closed', async () => {
  await show({ say: 'The flow was saved.' })
  expect(screen.getByRole('dialog', { name: 'The flow was saved.' })).toBeTruthy()
  await press('Close this message')
  await gone('The flow was saved.')
})

test('the action of a message runs once, and the message closes', async () => {
  let undone = 0
  const undo = () => {
    undone += 1
  }
  await show({ say: 'The flow was deleted.', action: { label: 'Undo', run: undo } })
  await press('Undo')
  expect(undone).toBe(1)
  await gone('The flow was deleted.')
})

test('an outdated message closes itself, and stops watching', async () => {
  let outdate = (): void => {}
  let isWatching = false
  await show({
    say: 'The card was deleted.',
    closeWhen: close => {
      isWatching = true
      outdate = close
      return () => {
        isWatching = false
      }
    }
  })
  expect(isWatching).toBe(true)
  await act(async () => outdate())
  await gone('The card was deleted.')
  await waitFor(() => expect(isWatching).toBe(false))
})
