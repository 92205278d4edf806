import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expectAccessible } from '../fixtures/expect-accessible.ts'
import { deployDraft, makeGreeting, makeListener } from '../fixtures/greeting.ts'
import { expect, test } from '../fixtures/test.ts'

/** Chooses Export in a menu of the page and returns the archive. */
const exportBy = async (page: Page, menu: string): Promise<{ name: string; bytes: Buffer }> => {
  await page.getByRole('button', { name: menu }).click()
  const started = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Export' }).click()
  const download = await started
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

const zip = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/zip', buffer })

test('a connector is exported, imported after a preview of flows and hosts, and has the same bytes again', {
  tag: '@full'
}, async ({ page, api, installation: { practice } }) => {
  const { connectorId, redraw } = await makeGreeting(api, practice)
  await page.goto(`/connectors/${connectorId}/overview`)
  const first = await exportBy(page, 'More for Acme HR')
  expect(first.name).toMatch(/^acme_hr_[a-z0-9]{6}\.zip$/)

  // What was exported is a state to come back to.
  await redraw('Good evening')
  await page.goto('/connectors/new')
  await page.getByRole('button', { name: 'Import from files' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import a connector' })
  await dialog.getByLabel('Archive').setInputFiles(zip(first.name, first.bytes))
  await expect(dialog.getByRole('radio', { name: 'Drafts of “Acme HR”' })).toBeChecked()
  const flows = dialog.getByRole('region', { name: 'Flows' })
  await expect(flows.getByRole('listitem').filter({ hasText: 'User created' })).toContainText('Changed')
  await expect(flows.getByRole('listitem').filter({ hasText: 'Deregister' })).toContainText('Unchanged')
  const hosts = dialog.getByRole('region', { name: 'Hosts that are called' })
  await expect(hosts).toContainText(new URL(practice.url).host)
  await expect(hosts.getByText('New', { exact: true })).toHaveCount(0)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Import as drafts' }).click()
  await expect(page.getByText('The files were imported as drafts of “Acme HR”.')).toBeVisible()
  const again = await exportBy(page, 'More for Acme HR')
  expect(again.bytes.equals(first.bytes)).toBe(true)

  await page.goto('/connectors/new')
  await page.getByRole('button', { name: 'Import from files' }).click()
  await dialog.getByLabel('Archive').setInputFiles(zip(first.name, first.bytes))
  await dialog.getByRole('radio', { name: 'A new connector' }).click()
  await expect(dialog.getByLabel('Name')).toHaveValue('Acme HR 2')
  await expect(hosts.getByText('New', { exact: true }).first()).toBeVisible()
  await dialog.getByRole('button', { name: 'Import connector' }).click()
  await expect(page.getByRole('heading', { name: 'Acme HR 2' })).toBeVisible()
  await expect(page.getByRole('link', { name: /User created/ })).toBeVisible()
})

test('files that cannot be imported are refused with sentences, and a flow is imported with its connection', {
  tag: '@full'
}, async ({ page, api, installation: { practice } }) => {
  const { connectorId, eventFlowId } = await makeGreeting(api, practice)
  const versionId = await deployDraft(api, connectorId)
  await makeListener(api, practice, { connectorId, eventFlowId, versionId, name: 'Welcome' })
  await page.goto('/flows')
  const { name, bytes } = await exportBy(page, 'More for Welcome')
  expect(name).toBe('welcome.zip')

  await page.getByRole('button', { name: 'Import from files' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import flows' })
  await dialog
    .getByLabel('File')
    .setInputFiles(zip('notes.zip', Buffer.from('not an archive at all, but text')))
  await expect(dialog.getByRole('alert')).toContainText('The file is neither a ZIP archive nor valid JSON.')
  await expect(dialog.getByRole('button', { name: 'Import flows' })).toBeDisabled()
  await dialog.getByLabel('File').setInputFiles(zip('notes.zip', Buffer.from('PK, but not an archive')))
  await expect(dialog.getByRole('alert')).toContainText('The file is not a ZIP archive.')
  await expect(dialog.getByRole('button', { name: 'Import flow' })).toBeDisabled()
  await dialog.getByLabel('File').setInputFiles(zip(name, bytes))
  await expect(dialog.getByRole('region', { name: 'Flows' })).toContainText('Welcome')
  await expect(dialog.getByRole('region', { name: 'Connections' })).toContainText('Found')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Import flow' }).click()
  await expect(page.getByText('“Welcome” was imported. The flow is off until you turn it on.')).toBeVisible()
  await page.goto('/flows')
  await expect(page.getByRole('listitem').filter({ hasText: 'Welcome' })).toHaveCount(2)
})
