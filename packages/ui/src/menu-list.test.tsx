import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { Button } from './button.tsx'
import { latePopups } from './late-popups.ts'
import { Menu } from './menu.tsx'

beforeAll(latePopups.load)
afterEach(cleanup)

test('a menu lists its groups with keys and reasons, and does what is chosen', async () => {
  const done: string[] = []
  render(
    <Menu
      trigger={<Button>More</Button>}
      groups={[
        [{ id: 'copy', label: 'Copy', shortcut: 'Ctrl C', run: () => done.push('copy') }],
        [],
        [
          {
            id: 'delete',
            label: 'Delete',
            disabled: 'It is used by 2 flows.',
            run: () => done.push('delete')
          }
        ],
        [{ id: 'dark', label: 'Dark', checked: true, run: () => done.push('dark') }]
      ]}
    />
  )
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: 'More' }))
  })
  expect(screen.getAllByRole('separator').length).toBe(2)
  expect(screen.getByRole('menuitem', { name: /Copy/ }).textContent).toBe('CopyCtrlC')
  expect(screen.getByRole('menuitemcheckbox', { name: 'Dark' }).getAttribute('aria-checked')).toBe('true')
  const refused = screen.getByRole('menuitem', { name: /Delete/ })
  expect(refused.textContent).toContain('It is used by 2 flows.')
  await act(async () => {
    fireEvent.click(refused)
  })
  expect(done).toEqual([])
  await act(async () => {
    fireEvent.click(screen.getByRole('menuitem', { name: /Copy/ }))
  })
  expect(done).toEqual(['copy'])
})
