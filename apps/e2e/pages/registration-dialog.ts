import type { Locator, Page } from '@playwright/test'

/** Part of the registration dialog for one helper flow and its inputs. */
export interface RegistrationPart {
  region: Locator
  chooser: Locator
  create: Locator
  /** Remove button. */
  pail: Locator
  /** Finds the field for one input of the helper flow. The field can contain text and options. */
  input: (label: string) => Locator
  /** Chooses a flow by its name. */
  choose: (name: string) => Promise<void>
  /** Maps an option to an input. */
  map: (input: string, option: string) => Promise<void>
}

/** Page object of the registration dialog. */
export interface RegistrationDialog {
  dialog: Locator
  registration: RegistrationPart
  deregistration: RegistrationPart
  apply: () => Promise<void>
  cancel: () => Promise<void>
}

const partIn = (page: Page, dialog: Locator, title: string): RegistrationPart => {
  const region = dialog.getByRole('region', { name: new RegExp(`^${title}`) })
  const chooser = region.getByRole('button', { name: new RegExp(`^(Choose Flow$|${title}: )`) })
  return {
    region,
    chooser,
    create: region.getByRole('button', { name: 'Create new flow' }),
    pail: region.getByRole('button', { name: /^Remove (?!mapping)/ }),
    input: label => region.getByRole('textbox', { name: label, exact: true }),
    choose: async name => {
      await chooser.click()
      await page.getByRole('option', { name: new RegExp(`^(Chosen: )?${name}`) }).click()
    },
    map: async (input, option) => {
      await region.getByRole('button', { name: `Map an option to ${input}`, exact: true }).click()
      await page.getByRole('menuitem', { name: new RegExp(`${option}$`) }).click()
    }
  }
}

/** Returns the page object of the registration dialog, open or not. */
export const registrationDialog = (page: Page): RegistrationDialog => {
  const dialog = page.getByRole('dialog', { name: 'Webhook registration' })
  return {
    dialog,
    registration: partIn(page, dialog, 'Registration Flow'),
    deregistration: partIn(page, dialog, 'Deregistration Flow'),
    apply: () => dialog.getByRole('button', { name: 'Apply' }).click(),
    cancel: () => dialog.getByRole('button', { name: 'Cancel' }).click()
  }
}
