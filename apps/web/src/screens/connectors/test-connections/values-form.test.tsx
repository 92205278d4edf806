// @vitest-environment happy-dom
import type { MethodForm } from '@hookwright/model'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { ValuesForm } from './values-form.tsx'

afterEach(cleanup)

const signIn: MethodForm = {
  ...{ id: 'main', name: null, kind: 'authorization-code', fields: [], scopes: [], signsIn: true }
}

const submitted = (form: MethodForm): { calls: number; button: HTMLElement } => {
  const onSubmit = vi.fn(async () => {})
  render(<ValuesForm form={[form]} withName verb="Create" onSubmit={onSubmit} onDone={() => {}} />)
  fireEvent.change(screen.getByLabelText(/Connection name/), { target: { value: 'Mine' } })
  const button = screen.getByRole('button', { name: 'Create and sign in' })
  const element = button.closest('form')
  if (element !== null) fireEvent.submit(element)
  return { calls: onSubmit.mock.calls.length, button }
}

test('a connection is not created while the connector has no client ID, and the form says who enters it', () => {
  const { calls, button } = submitted({ ...signIn, lacksClient: true })
  expect(calls).toBe(0)
  expect(button.hasAttribute('disabled')).toBe(true)
  expect(
    screen.getByText(/has no client ID. A maker must enter the client ID on the Settings tab/)
  ).toBeTruthy()
})

test('a connection is created where the connector has a client ID', () => {
  expect(submitted(signIn)).toMatchObject({ calls: 1 })
})
