import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { lazyPopups } from './lazy-popups.ts'
import { type Choice, Select } from './select.tsx'

beforeAll(lazyPopups.load)
afterEach(cleanup)

const choices: Choice<string>[] = [
  { value: 'get', label: 'GET' },
  { value: 'put', label: 'PUT' },
  { value: 'patch', label: 'PATCH', disabled: true },
  { value: 'post', label: 'POST' }
]

const Page = ({ error }: { error?: string }) => {
  const [value, setValue] = useState<string | null>(null)
  return (
    <Select label="Method" choices={choices} value={value} onValueChange={setValue} error={error} required />
  )
}

const button = (): HTMLElement => screen.getByRole('combobox', { name: 'Method' })
const press = (key: string, modifiers = {}) =>
  act(async () => void fireEvent.keyDown(button(), { key, ...modifiers }))

test('a closed select has its label and choice, and is announced as required and invalid', () => {
  render(<Page error="Choose a method." />)
  expect(button().textContent).toBe('Choose…')
  expect(button().getAttribute('aria-expanded')).toBe('false')
  expect(button().getAttribute('aria-required')).toBe('true')
  expect(button().getAttribute('aria-invalid')).toBe('true')
})

test('a click opens the choices, and the chosen one is shown in the field', async () => {
  render(<Page />)
  await act(async () => void fireEvent.click(button()))
  expect(button().getAttribute('aria-expanded')).toBe('true')
  const put = screen.getByRole('option', { name: 'PUT' })
  await act(async () => void fireEvent.mouseMove(put))
  await act(async () => void fireEvent.pointerDown(put))
  await act(async () => void fireEvent.click(put))
  expect(button().textContent).toBe('PUT')
  expect(button().getAttribute('aria-expanded')).toBe('false')
})

test('arrows open the choices', async () => {
  render(<Page />)
  await press('ArrowDown')
  expect(screen.getAllByRole('option').length).toBe(4)
})

test('a letter selects the next enabled choice that begins with it, wrapping around', async () => {
  render(<Page />)
  await press('p')
  expect(button().textContent).toBe('PUT')
  await press('p')
  expect(button().textContent).toBe('POST')
  await press('p')
  expect(button().textContent).toBe('PUT')
  await press('g', { ctrlKey: true })
  await press('x')
  expect(button().textContent).toBe('PUT')
})
