/** Owns the automatic check of accessibility: which rules count, and how a fault is told. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds at fault on the page as it is now, or `within` a part of it. */
export async function violations(page: Page, within?: string): Promise<string[]> {
  const builder = new AxeBuilder({ page }).withTags(RULES);
  const { violations: found } = await (within ? builder.include(within) : builder).analyze();
  return found.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target)})`);
}
