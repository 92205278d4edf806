// @vitest-environment happy-dom
import { type ChoiceSource, ChoiceSourceContext, LabelledOption } from '@hookwright/cards/views'
import type { Field, Json } from '@hookwright/model'
import { one } from '@hookwright/model'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'

afterEach(cleanup)

const repository: Field = {
  ...{ id: 'repository', label: 'Repository', fieldType: 'dropdown', dataType: one('text'), required: true },
  choices: { from: 'flow', flowId: 'list', inputs: {} }
}

const Page = ({ load, initial = null }: { load: ChoiceSource['load']; initial?: Json | null }) => {
  const [value, setValue] = useState<Json | null>(initial)
  return (
    <ChoiceSourceContext value={{ options: [repository], load, needs: null, round: 0 }}>
      <LabelledOption
        label="Repository"
        option={repository}
        value={value}
        values={value === null ? {} : { repository: value }}
        onValue={setValue}
      />
      <output>{JSON.stringify(value)}</output>
    </ChoiceSourceContext>
  )
}

const refused = () => Promise.reject(new Error('api.github.com was not found.'))

/** Timeout for lazily loaded parts, which can take seconds on a busy machine. */
const patiently = { timeout: 20_000 }

/** Selects the option to enter a custom value, and returns its input field. */
const typeOwn = async (): Promise<HTMLElement> => {
  const list = await screen.findByRole('combobox', { name: 'Repository' })
  await act(async () => void fireEvent.click(list))
  const own = await screen.findByRole('option', { name: 'Type a value…' }, patiently)
  await act(async () => void fireEvent.mouseMove(own))
  await act(async () => void fireEvent.pointerDown(own))
  await act(async () => void fireEvent.click(own))
  return screen.findByRole('textbox', { name: 'Repository' }, patiently)
}

test('a value can be typed when the list cannot be loaded, and the list stays one button away', async () => {
  render(<Page load={refused} />)
  const field = await typeOwn()
  expect(document.activeElement).toBe(field)
  fireEvent.change(field, { target: { value: 'acme/site' } })
  expect(document.querySelector('output')?.textContent).toBe('"acme/site"')
  fireEvent.click(screen.getByRole('button', { name: 'Choose Repository from the list' }))
  expect(await screen.findByRole('combobox', { name: 'Repository' })).toBeTruthy()
})

test('a chosen value is kept when the user goes back to the failed list', async () => {
  render(<Page load={refused} initial="acme/site" />)
  await typeOwn()
  fireEvent.click(screen.getByRole('button', { name: 'Choose Repository from the list' }))
  const list = await screen.findByRole('combobox', { name: 'Repository' })
  expect(list.textContent).toContain('acme/site')
  expect(document.querySelector('output')?.textContent).toBe('"acme/site"')
})

test('a value outside the list is shown as text', async () => {
  const choices = [{ display: 'Site', value: 'acme/site' }]
  render(<Page load={() => Promise.resolve(choices)} initial="acme/hidden" />)
  const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Repository' }, patiently)
  expect(field.value).toBe('acme/hidden')
})
