import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { Button } from './button.tsx'
import { lazyPopups } from './lazy-popups.ts'
import { Picker } from './picker.tsx'

beforeAll(lazyPopups.load)
afterEach(cleanup)

const days = ['Monday', 'Tuesday', 'Wednesday'].map(label => ({ value: label.toLowerCase(), label }))

const open = async (params: { choices?: typeof days; onValueChange?: (value: string) => void }) => {
  render(
    <Picker
      label="Day"
      trigger={<Button>Choose Day</Button>}
      choices={params.choices ?? days}
      value="tuesday"
      onValueChange={params.onValueChange ?? (() => {})}
      none="There are no days."
      foot={close => <Button onClick={close}>Create new day</Button>}
    />
  )
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: 'Choose Day' }))
  })
}

test('it opens a list, filters it by typing, and returns the choice', async () => {
  const chosen: string[] = []
  await open({ onValueChange: value => chosen.push(value) })
  expect(screen.getAllByRole('option').map(option => option.textContent)).toEqual([
    'Monday',
    'Tuesday',
    'Wednesday'
  ])
  expect(screen.getByRole('option', { name: 'Chosen: Tuesday' })).toBeTruthy()
  await act(async () => {
    fireEvent.change(screen.getByRole('combobox', { name: 'Search: Day' }), { target: { value: 'wed' } })
  })
  expect(screen.getAllByRole('option').map(option => option.textContent)).toEqual(['Wednesday'])
  await act(async () => {
    fireEvent.click(screen.getByRole('option', { name: 'Wednesday' }))
  })
  expect(chosen).toEqual(['wednesday'])
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('a search without matches shows a message', async () => {
  await open({})
  await act(async () => {
    fireEvent.change(screen.getByRole('combobox', { name: 'Search: Day' }), { target: { value: 'x' } })
  })
  expect(screen.getByText('No matches')).toBeTruthy()
})

test('an empty list shows its message and its action', async () => {
  await open({ choices: [] })
  expect(screen.getByText('There are no days.')).toBeTruthy()
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: 'Create new day' }))
  })
  expect(screen.queryByRole('dialog')).toBeNull()
})
