import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { TextArea } from './text-area.tsx'
import { TextField } from './text-field.tsx'

afterEach(cleanup)

const describedBy = (element: HTMLElement): string =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map(id => document.getElementById(id)?.textContent ?? '')
    .join(' ')

test('a field has its label as name, and is announced as required', () => {
  render(<TextField label="Name" required defaultValue="Acme" />)
  const input = screen.getByRole('textbox', { name: 'Name' })
  expect(input).toHaveProperty('value', 'Acme')
  expect(input.getAttribute('aria-required')).toBe('true')
})

test('an error replaces the description, and is read with the field', () => {
  const { rerender } = render(<TextField label="Name" description="Letters only." />)
  const input = screen.getByRole('textbox', { name: 'Name' })
  expect(describedBy(input)).toContain('Letters only.')
  expect(input.getAttribute('aria-invalid')).not.toBe('true')
  rerender(<TextField label="Name" description="Letters only." error="Take the sign out." />)
  expect(describedBy(input)).toContain('Take the sign out.')
  expect(screen.queryByText('Letters only.')).toBe(null)
  expect(input.getAttribute('aria-invalid')).toBe('true')
  rerender(<TextField label="Name" description="Letters only." error={null} />)
  expect(screen.queryByText('Take the sign out.')).toBe(null)
})

const Both = () => {
  const [text, setText] = useState('')
  return (
    <>
      <TextField label="Line" value={text} onValueChange={setText} />
      <TextArea label="Lines" value={text} onValueChange={setText} />
    </>
  )
}

test('each keystroke is reported, in a single line and in several', () => {
  render(<Both />)
  const line = screen.getByRole('textbox', { name: 'Line' })
  const lines = screen.getByRole('textbox', { name: 'Lines' })
  fireEvent.change(line, { target: { value: 'one' } })
  expect(lines).toHaveProperty('value', 'one')
  fireEvent.change(lines, { target: { value: 'two' } })
  expect(line).toHaveProperty('value', 'two')
})
