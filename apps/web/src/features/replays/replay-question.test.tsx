// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ReplayQuestion } from './replay-question.tsx'

afterEach(cleanup)

const draw = (noAnswers: string | null) => {
  const begun: boolean[] = []
  render(
    <ReplayQuestion
      what="delivery"
      noAnswers={noAnswers}
      onClose={() => {}}
      onReplay={effects => begun.push(effects)}
    />
  )
  const press = async (name: string): Promise<void> => {
    const button = await screen.findByRole('button', { name })
    await act(async () => void fireEvent.click(button))
  }
  return { begun, press }
}

test('a replay sends nothing unless that is chosen', async () => {
  const { begun, press } = draw(null)
  await press('Replay without side effects')
  await press('Send requests again')
  expect(begun).toEqual([false, true])
})

test('without answers of the old run the reason is said, and requests can only be sent', async () => {
  const { begun, press } = draw('The old run kept no data.')
  await press('Replay without side effects')
  expect(begun).toEqual([])
  expect(screen.getByText('The old run kept no data.')).toBeTruthy()
})
