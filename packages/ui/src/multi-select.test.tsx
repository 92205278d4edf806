import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { lazyPopups } from './lazy-popups.ts'
import { MultiSelect } from './multi-select.tsx'

beforeAll(lazyPopups.load)
afterEach(cleanup)

const choices = ['created', 'changed', 'deleted'].map(value => ({ value, label: value.toUpperCase() }))

const Several = ({ begin = [] }: { begin?: string[] }) => {
  const [value, setValue] = useState(begin)
  return (
    <>
      <MultiSelect label="Events" choices={choices} value={value} onValueChange={setValue} />
      <p data-testid="value">{JSON.stringify(value)}</p>
    </>
  )
}

// review: services 9
test('several choices can be selected one after another, and unselected', async () => {
  render(<Several begin={['gone']} />)
  const button = screen.getByRole('combobox', { name: 'Events' })
  expect(button.textContent).toContain('gone')
  await act(async () => void fireEvent.click(button))
  const take = (name: string) => act(async () => void fireEvent.click(screen.getByRole('option', { name })))
  await take('CREATED')
  await take('DELETED')
  expect(screen.getByTestId('value').textContent).toBe('["gone","created","deleted"]')
  await take('CREATED')
  expect(screen.getByTestId('value').textContent).toBe('["gone","deleted"]')
})

test('the search field and the list of choices have different names', async () => {
  render(<Several />)
  await act(async () => void fireEvent.click(screen.getByRole('combobox', { name: 'Events' })))
  const search = screen.getByRole('combobox', { name: 'Search: Events' })
  await act(async () => void fireEvent.change(search, { target: { value: 'del' } }))
  const list = screen.getByRole('listbox', { name: 'Events' })
  expect([...list.querySelectorAll('[role=option]')].map(option => option.textContent)).toEqual(['DELETED'])
})
