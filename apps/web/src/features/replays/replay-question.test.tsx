// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ReplayQuestion } from './replay-question.tsx'

afterEach(cleanup)

type Choices = Parameters<typeof ReplayQuestion>[0]['choices']

const can = { can: true as const, says: 'revision 2' }
const well = { noAnswers: null, on: { newest: can, pinned: can, draft: can } }

const draw = (choices: Choices, what: 'delivery' | 'whole delivery' = 'delivery') => {
  const begun: boolean[] = []
  render(
    <ReplayQuestion
      what={what}
      choices={choices}
      onClose={() => {}}
      onReplay={effects => begun.push(effects)}
    />
  )
  const press = async (name: string): Promise<void> => {
    // The layer of dialogs is loaded with the first one, which takes long on a busy machine.
    const button = await screen.findByRole('button', { name }, { timeout: 60_000 })
    await act(async () => void fireEvent.click(button))
  }
  return { begun, press }
}

test('a replay sends requests only when that is chosen', async () => {
  const { begun, press } = draw(well)
  await press('Replay without side effects')
  await press('Send requests again')
  expect(begun).toEqual([false, true])
})

test('without responses of the old run the reason is shown, and only a replay with requests is possible', async () => {
  const { begun, press } = draw({ ...well, noAnswers: 'The old run kept no data.' })
  await press('Replay without side effects')
  expect(begun).toEqual([])
  expect(screen.getByText('The old run kept no data.')).toBeTruthy()
})

test('while the options are loading a replay without side effects is disabled', async () => {
  const { begun, press } = draw(undefined)
  await press('Replay without side effects')
  await press('Send requests again')
  expect(begun).toEqual([true])
})

test('a flow that cannot be replayed shows the reason, and only Cancel is enabled', async () => {
  const newest = { can: false as const, why: 'The flow is off.' }
  const { begun, press } = draw({ ...well, on: { ...well.on, newest } })
  await press('Replay without side effects')
  await press('Send requests again')
  expect(begun).toEqual([])
  expect(screen.getByText('The flow is off.')).toBeTruthy()
})

test('a replay of the whole delivery warns that it sends its requests again', async () => {
  const { begun, press } = draw(null, 'whole delivery')
  expect(screen.queryByRole('button', { name: 'Replay without side effects' })).toBeNull()
  expect(screen.getByText(/^The current flow runs for all records/)).toBeTruthy()
  await press('Send requests again')
  expect(begun).toEqual([true])
})
