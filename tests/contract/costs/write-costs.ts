// npm run contract:costs: measures every message on the embedded chain, prints the page and writes it.

import { writeFileSync } from 'node:fs'
import { openStage } from '../stage/open-stage.ts'
import { costsPage, costsPath } from './costs-page.ts'
import { costCrowd, measureCosts } from './measure-costs.ts'

if (process.argv.length > 2) {
  console.error(`npm run contract:costs takes no options: it measures every message and writes ${costsPath.pathname}.`)
  process.exit(2)
}
const stage = await openStage(costCrowd)
const page = costsPage(await measureCosts(stage), stage.prices)
await stage.close()
console.log(page)
writeFileSync(costsPath, page)
