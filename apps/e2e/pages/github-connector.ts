import { expect, type Page } from '@playwright/test'
import type { EmulatedGithub } from '../fixtures/github.ts'
import { drag, type FlowCanvas, flowCanvas } from './flow-canvas.ts'
import { optionsDialog } from './options-dialog.ts'
import { outputsDialog } from './outputs-dialog.ts'
import { registrationDialog } from './registration-dialog.ts'
import { deploymentPage } from './versions.ts'

const fit = (page: Page): Promise<void> => page.getByRole('button', { name: 'Fit flow to view' }).click()

/** Creates the connector “GitHub” in the browser, and configures its authentication. */
export const makeGithub = async (page: Page, { url }: EmulatedGithub): Promise<void> => {
  await page.goto('/connectors')
  await page.getByRole('button', { name: 'New connector' }).first().click()
  await page.getByLabel('Name').fill('GitHub')
  await page.keyboard.press('Enter')
  await page.getByLabel('Authentication type').click()
  await page.getByRole('option', { name: /API key in a header/ }).click()
  await page.getByRole('group', { name: 'Field API key' }).getByLabel('Label').fill('Token')
  await page.getByLabel('Base URL', { exact: true }).fill(url)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('“GitHub” was saved.')).toBeVisible()
}

/** Creates and saves the event: its options, its helper flows from templates, and its outputs. */
export const drawIssueEvent = async (page: Page): Promise<void> => {
  const canvas = flowCanvas(page)
  await page.getByRole('link', { name: 'Events and actions', exact: true }).click()
  await page.getByRole('button', { name: 'New flow' }).first().click()
  await page.getByRole('button', { name: 'Add event' }).click()
  await page.getByRole('button', { name: /^Webhook Event Starts/ }).click()

  await page.getByRole('button', { name: 'Add Options: Options' }).click()
  const options = optionsDialog(page)
  await options.option('field 1').label.fill('Owner')
  await options.addField.click()
  await options.option('field 2').label.fill('Repository')
  await options.apply.click()

  await page.getByRole('button', { name: 'Configure: Webhook Registration' }).click()
  const { dialog, registration, deregistration, apply } = registrationDialog(page)
  for (const half of [registration, deregistration]) {
    const opened = page.waitForEvent('popup')
    await half.create.click()
    await (await opened).close()
    await expect(half.region.getByText('It works with the practice service')).toBeVisible()
  }
  await apply()
  await expect(dialog).toBeHidden()

  const outputs = outputsDialog(page)
  await outputs.open()
  await outputs.addGroup.click()
  await outputs.nameGroup('Issue')
  await outputs.addOutput('Issue', 'Title')
  await outputs.addOutput('Issue', 'Number', 'Number')
  await outputs.apply.click()
  const event = canvas.card('Webhook Event')
  await fit(page)
  await event.getByRole('button', { name: 'Open Body' }).click()
  for (const key of ['issue.title', 'issue.number']) {
    await event.getByRole('textbox', { name: 'Enter key name in Body', exact: true }).fill(key)
    await page.keyboard.press('Enter')
    await expect(canvas.pill('Webhook Event', `Body.${key}`)).toBeVisible()
  }
  await fit(page)
  await drag(page, canvas.pill('Webhook Event', 'Body.issue.title'), canvas.field('Return Outputs', 'Title'))
  await drag(
    page,
    canvas.pill('Webhook Event', 'Body.issue.number'),
    canvas.field('Return Outputs', 'Number')
  )
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page
    .getByRole('dialog', { name: 'Save flow' })
    .getByRole('textbox', { name: 'Name' })
    .fill('Issue opened')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Issue opened' })).toBeVisible()
}

/** Clears a field of a card and enters text and pills; a pill is identified by its label. */
const write = async (
  page: Page,
  canvas: FlowCanvas,
  at: { card: string; field: string },
  parts: (string | { value: string })[]
): Promise<void> => {
  const field = canvas.field(at.card, at.field)
  await field.click()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  for (const part of parts) {
    if (typeof part === 'string') {
      await page.keyboard.type(part)
      continue
    }
    await page.keyboard.press('Alt+m')
    await expect(page.getByRole('combobox', { name: /^Value for/ })).toBeFocused()
    await page.keyboard.type(part.value)
    await expect(page.getByRole('option', { name: part.value }).first()).toHaveAttribute(
      'data-highlighted',
      ''
    )
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await page.keyboard.press('Enter')
}

/** Edits the template of the registration flow so that it creates a webhook at GitHub. */
export const fitRegistration = async (page: Page): Promise<void> => {
  const canvas = flowCanvas(page)
  await canvas
    .card('Webhook Event')
    .getByRole('link', { name: /^Open Register/ })
    .click()
  await expect(canvas.card('Requested subscription')).toBeVisible()
  await fit(page)
  const wanted = canvas.card('Requested subscription')
  await wanted.getByRole('button', { name: 'More for eventType' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('content_type')
  await page.keyboard.press('Enter')
  await write(page, canvas, { card: 'Requested subscription', field: 'content_type' }, ['json'])

  await wanted.getByRole('button', { name: 'Add card after Requested subscription' }).click()
  await page.getByRole('combobox', { name: 'Search cards' }).fill('Construct')
  await page.getByRole('option', { name: 'Construct', exact: true }).click()
  const hook = canvas.card('Construct')
  for (const key of ['events', 'config']) {
    await hook.getByRole('button', { name: 'Add key' }).click()
    await page.keyboard.type(key)
    await page.keyboard.press('Enter')
  }
  await hook.getByRole('button', { name: 'Data type of events: Text' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'List' }).click()
  await hook.getByRole('button', { name: 'Data type of config: Text' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Object' }).click()
  await write(page, canvas, { card: 'Construct', field: 'events' }, ['["issues"]'])
  await fit(page)
  await drag(page, canvas.pill('Requested subscription', 'Output'), canvas.field('Construct', 'config'))

  await write(page, canvas, { card: 'Create subscription', field: 'URL' }, [
    '/repos/',
    { value: 'Owner' },
    '/',
    { value: 'Repository' },
    '/hooks'
  ])
  await write(page, canvas, { card: 'Create subscription', field: 'Body' }, [])
  await drag(page, canvas.pill('Construct', 'Output'), canvas.field('Create subscription', 'Body'))
  await expect(canvas.savedWords).toBeVisible()
  await page.goBack()
}

/** Edits the template of the deregistration flow so that it deletes the webhook at GitHub. */
export const fitDeregistration = async (page: Page): Promise<void> => {
  const canvas = flowCanvas(page)
  await canvas
    .card('Webhook Event')
    .getByRole('link', { name: /^Open Deregister/ })
    .click()
  await expect(canvas.card('Delete subscription')).toBeVisible()
  await fit(page)
  await write(page, canvas, { card: 'Delete subscription', field: 'URL' }, [
    '/repos/',
    { value: 'Owner' },
    '/',
    { value: 'Repository' },
    '/hooks/',
    { value: 'Registration Data.id' }
  ])
  await expect(canvas.savedWords).toBeVisible()
}

/** Deploys the open connector as its first version. */
export const deployGithub = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: 'GitHub' }).first().click()
  await page.getByRole('link', { name: 'Deployment', exact: true }).click()
  const tab = deploymentPage(page)
  await tab.createVersion()
  await tab.deploy(1)
}
