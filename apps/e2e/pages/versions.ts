import { expect, type Locator, type Page } from '@playwright/test'

/** Page object of the Deployment tab of a connector. */
export interface DeploymentPage {
  open: (connectorId: string) => Promise<void>
  draft: Locator
  deployed: Locator
  /** Summary of the last validation. */
  validation: Locator
  validate: Locator
  create: Locator
  /** Finds the validation findings of a flow, by the flow's name. */
  findingsOf: (flow: string) => Locator
  /** Finds a version in the table. */
  version: (number: number) => Locator
  /** Creates a test version of the draft. */
  createVersion: (note?: string) => Promise<void>
  /** Opens the deploy dialog of a version, newer or older than the deployed one. */
  askToDeploy: (number: number) => Promise<Locator>
  /** Deploys a compatible version, and waits until the table shows it. */
  deploy: (number: number, params?: { note?: string; hidden?: true }) => Promise<void>
  /** Chooses an entry from a version's menu. */
  chooseFor: (number: number, entry: string | RegExp) => Promise<void>
}

/** Returns the page object of the Deployment tab. */
export const deploymentPage = (page: Page): DeploymentPage => {
  const draft = page.getByRole('region', { name: 'Draft' })
  const version = (number: number): Locator =>
    page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: `Version ${number}`, exact: true }) })
  const create = draft.getByRole('button', { name: 'Create test version' })
  const askToDeploy = async (number: number): Promise<Locator> => {
    await version(number)
      .getByRole('button', { name: new RegExp(`^(Deploy|Roll back to) version ${number}$`) })
      .click()
    const dialog = page.getByRole('dialog', { name: new RegExp(`^(Deploy|Roll back to) version ${number}$`) })
    await expect(dialog).toBeVisible()
    return dialog
  }
  return {
    open: async connectorId => {
      await page.goto(`/connectors/${connectorId}/deployment`)
      await expect(draft).toBeVisible()
    },
    draft,
    deployed: page.getByRole('region', { name: 'Deployed' }),
    validation: page.getByRole('status', { name: 'Validation' }),
    validate: draft.getByRole('button', { name: 'Validate' }),
    create,
    findingsOf: flow => draft.getByRole('region', { name: flow, exact: true }),
    version,
    createVersion: async (note = '') => {
      await create.click()
      const dialog = page.getByRole('dialog', { name: 'Create test version' })
      await dialog.getByLabel('Note').fill(note)
      await dialog.getByRole('button', { name: 'Create', exact: true }).click()
      await expect(dialog).toBeHidden()
    },
    askToDeploy,
    deploy: async (number, { note = '', hidden } = {}) => {
      const dialog = await askToDeploy(number)
      await dialog.getByLabel('Note').fill(note)
      if (hidden) await dialog.getByRole('radio', { name: 'Hidden' }).click()
      await dialog.getByRole('button', { name: new RegExp(`version ${number}$`) }).click()
      await expect(dialog).toBeHidden()
      await expect(version(number)).toContainText('Deployed')
    },
    chooseFor: async (number, entry) => {
      await version(number)
        .getByRole('button', { name: `More for version ${number}` })
        .click()
      await page.getByRole('menuitem', { name: entry }).click()
    }
  }
}
