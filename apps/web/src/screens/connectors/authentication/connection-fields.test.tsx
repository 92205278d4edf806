// @vitest-environment happy-dom
import type { ConnectionField } from '@hookwright/model'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { ConnectionFields } from './connection-fields.tsx'

afterEach(cleanup)

const secret: ConnectionField = { id: 'key', label: 'Signing key', entry: 'password', required: true }

const Form = ({
  fields = [secret],
  onValues = () => {},
  onSubmit = () => {}
}: {
  fields?: ConnectionField[]
  onValues?: (values: Record<string, string>) => void
  onSubmit?: () => void
}) => {
  const [values, setValues] = useState<Record<string, string>>({})
  const change = (next: Record<string, string>): void => {
    setValues(next)
    onValues(next)
  }
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <ConnectionFields fields={fields} values={values} onChange={change} />
    </form>
  )
}

// review: services 4
test('a secret field accepts several lines, keeps pasted line breaks, and masks them', () => {
  let typed: Record<string, string> = {}
  render(
    <Form
      onValues={values => {
        typed = values
      }}
    />
  )
  const field = screen.getByLabelText('Signing key')
  expect(field.tagName).toBe('TEXTAREA')
  expect(field.className).toContain('[-webkit-text-security:disc]')
  const pem = '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----'
  for (const lines of ['new key\nold key', pem]) {
    fireEvent.change(field, { target: { value: lines } })
    expect(typed).toEqual({ key: lines })
  }
  fireEvent.click(screen.getByRole('button', { name: 'Show' }))
  expect(field.className).not.toContain('[-webkit-text-security:disc]')
})

test('[row 10a, 10b, 10c] a parameter is entered as text, as a masked password, or in a dropdown with its default', () => {
  const rows = [
    { display: 'Europe', value: 'eu' },
    { display: 'America', value: 'us' }
  ]
  render(
    <Form
      fields={[
        { id: 'site', label: 'Site', entry: 'text', required: true },
        secret,
        { id: 'region', label: 'Region', entry: 'dropdown', required: true, rows, initial: 'us' }
      ]}
    />
  )
  expect(screen.getByLabelText('Site')).toMatchObject({ tagName: 'INPUT', type: 'text' })
  expect(screen.getByLabelText('Signing key').className).toContain('[-webkit-text-security:disc]')
  expect(screen.getByRole('combobox').textContent).toContain('America')
})

test('Enter in a secret field submits its form, and Shift+Enter adds a line', () => {
  let submitted = 0
  render(
    <Form
      onSubmit={() => {
        submitted += 1
      }}
    />
  )
  const field = screen.getByLabelText('Signing key')
  fireEvent.change(field, { target: { value: 'a key' } })
  expect(fireEvent.keyDown(field, { key: 'Enter', shiftKey: true })).toBe(true)
  expect(submitted).toBe(0)
  expect(fireEvent.keyDown(field, { key: 'Enter' })).toBe(false)
  expect(submitted).toBe(1)
})
