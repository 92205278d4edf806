import type { Locator, Page } from '@playwright/test'

/** Page object of the dialog for the inputs of an action. */
export interface InputsDialog {
  dialog: Locator
  addGroup: Locator
  group: (name: string) => Locator
  /** Finds an input of a group by its label. */
  input: (group: string, label: string) => Locator
  /** Enters a name for the last added group. */
  nameGroup: (name: string) => Promise<void>
  /** Fills in the last input of a group, adding one if the last has a label. */
  addInput: (group: string, label: string, type?: string) => Promise<void>
  extensible: (group: string) => Locator
  selectable: Locator
  /** Preview of the card for its users. */
  preview: Locator
  problems: Locator
  apply: Locator
}

/** Returns the page object of the open action's inputs dialog. */
export const inputsDialog = (page: Page): InputsDialog => {
  const dialog = page.getByRole('dialog', { name: /^Inputs – / })
  const group = (name: string): Locator =>
    dialog.getByRole('group', { name: `Static Input Group ${name}`, exact: true })
  const input = (at: string, label: string): Locator =>
    group(at).getByRole('group', { name: label, exact: true })
  return {
    dialog,
    addGroup: dialog.getByRole('button', { name: 'Add group' }),
    group,
    input,
    nameGroup: async name => {
      await dialog.getByRole('textbox', { name: 'Group Name' }).last().fill(name)
    },
    addInput: async (at, label, type = 'Text') => {
      const labels = group(at).getByRole('textbox', { name: 'Label' })
      const isBlank = (await labels.count()) > 0 && (await labels.last().inputValue()) === ''
      if (!isBlank) await group(at).getByRole('button', { name: 'Add field' }).click()
      await labels.last().fill(label)
      if (type === 'Text') return
      await input(at, label).getByRole('combobox', { name: 'Data Type' }).click()
      await page.getByRole('option', { name: type, exact: true }).click()
    },
    extensible: name => group(name).getByRole('switch', { name: 'Extensible group' }),
    selectable: dialog.getByRole('switch', { name: 'Users select outputs' }),
    preview: dialog.locator('[data-action-card]'),
    problems: dialog.getByRole('list', { name: 'Problems' }),
    apply: dialog.getByRole('button', { name: 'Apply' })
  }
}
