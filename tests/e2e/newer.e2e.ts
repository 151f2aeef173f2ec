import { writeFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import { potFileToText } from '../../src/formats/index.ts'
import { admitEvents } from '../../src/log/index.ts'
import { fromTheFuture } from '../log/newer-event.ts'
import { bob, lisbon } from '../log/people.ts'
import { createPerson, inspect } from './person.ts'
import { test } from './quits-test.ts'
import { take } from './steps.ts'

test('[EV2] a pot in which somebody has newer software says how much of it does not count here yet', async ({
  app,
  browser,
}, info) => {
  const path = info.outputPath('pot.json')
  const { pot, replica, ports } = await lisbon()
  await admitEvents(replica, [await fromTheFuture(replica, bob, ports)])
  writeFileSync(path, potFileToText(pot, replica.events.values()))
  const carol = await createPerson(browser, app.url, 'pointer', [])
  await take(carol, path, 'Lisbon')
  await expect(carol.page.getByText('1 change was written with a newer Quits. It is kept and handed on')).toBeVisible()
  await inspect(carol, 'newer', info.project.name)
  expect(carol.complaints).toEqual([])
})
