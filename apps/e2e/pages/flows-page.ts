import type { Locator, Page } from '@playwright/test'

/** Page object of the list of users' flows with their switches. */
export const flowsPage = (page: Page) => {
  const row = (name: string): Locator =>
    page.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) })
  return {
    open: async (): Promise<void> => {
      await page.goto('/flows')
      await page.getByRole('heading', { name: 'Flows', level: 1 }).waitFor()
    },
    row,
    toggle: (name: string): Locator => page.getByRole('switch', { name, exact: true }),
    /** Finds the status button next to a flow's switch. */
    chip: (name: string): Locator => row(name).getByRole('button', { name: / · (Why\?|Log|Show|Resume) \(/ }),
    /** Finds the panel of a flow's switch. */
    panel: (name: string): Locator => page.getByRole('dialog', { name: `Switch of ${name}` }),
    menu: async (name: string, entry: string): Promise<void> => {
      await page.getByRole('button', { name: `More for ${name}`, exact: true }).click()
      await page.getByRole('menuitem', { name: entry }).click()
    }
  }
}
