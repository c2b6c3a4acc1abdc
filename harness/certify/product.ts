import { existsSync, readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { UsageError, messageOf } from '../base/failure.ts';

/**
 * What a vendor says of a product, in the words of the Kubernetes conformance programme's PRODUCT.yaml
 * (github.com/cncf/k8s-conformance, instructions.md), whose reviewers ask for all but the two that are marked.
 */
const aboutSchema = z.strictObject({
  vendor: z.string().optional(),
  website_url: z.url().optional(),
  /** Only of a product whose source is open. */
  repo_url: z.url().optional(),
  documentation_url: z.url().optional(),
  /** The company's is taken where there is none. */
  product_logo_url: z.url().optional(),
  type: z.enum(['distribution', 'hosted platform', 'installer']).optional(),
  description: z.string().optional(),
  contact_email_address: z.email().optional(),
});

const productSchema = aboutSchema.extend({ name: z.string().min(1), version: z.string().min(1) });

export type Product = z.infer<typeof productSchema>;

/** What a submission to the programme cannot do without. */
const ASKED_FOR = ['vendor', 'website_url', 'documentation_url', 'type', 'description', 'contact_email_address'] as const;

/** The product of that name and version. @param about a YAML file with the other fields of PRODUCT.yaml @throws UsageError when it can't be read or holds others */
export function productOf(name: string, version: string, about: string | undefined): Product {
  if (about === undefined) return { name, version };
  if (!existsSync(about)) throw new UsageError(`there is no file ${about}`);
  try {
    return { name, version, ...aboutSchema.parse(parse(readFileSync(about, 'utf8'))) };
  } catch (error) {
    throw new UsageError(
      `${about} does not say what a product is: ${error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error)}`,
    );
  }
}

/** The fields that are not there and that the programme would ask for. */
export function fieldsLacking(product: Product): string[] {
  return ASKED_FOR.filter((field) => product[field] === undefined);
}

/** PRODUCT.yaml, its fields always in one order. */
export function productText(product: Product): string {
  const { name, version, ...about } = product;
  const fields = Object.entries({ ...about, name, version }).sort(([a], [b]) => (a < b ? -1 : 1));
  return stringify(Object.fromEntries(fields), { lineWidth: 0 });
}

/** @throws ZodError, or YAML's error, for text that is no PRODUCT.yaml */
export function readProduct(text: string): Product {
  return productSchema.parse(parse(text));
}
