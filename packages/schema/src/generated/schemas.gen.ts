// Generated from schemas/ by scripts/gen-schema.ts.

type Schema = Readonly<Record<string, unknown>>;

export const judgementsSchema: Schema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://jatdae.org/schemas/1/judgements.schema.json",
  "title": "Judgements",
  "description": "What reviewers judged of a sample of a deliverable, with the plan by which the sample was drawn. Whoever has the data can draw the same sample again.",
  "type": "object",
  "required": [
    "jatdae",
    "judgements",
    "deliverable",
    "plan",
    "items",
    "given",
    "adjudications"
  ],
  "additionalProperties": false,
  "properties": {
    "jatdae": {
      "description": "Version of the tool.",
      "type": "string"
    },
    "judgements": {
      "description": "Version of this format.",
      "enum": [
        1
      ]
    },
    "deliverable": {
      "title": "JudgedDeliverable",
      "type": "object",
      "required": [
        "name",
        "version",
        "frame"
      ],
      "additionalProperties": false,
      "properties": {
        "name": {
          "type": "string"
        },
        "version": {
          "type": "string"
        },
        "frame": {
          "description": "Print of all items that could be drawn, whatever their order; lower-case hex.",
          "$ref": "#/$defs/Print"
        }
      }
    },
    "plan": {
      "$ref": "#/$defs/SamplePlan"
    },
    "items": {
      "description": "The sample.",
      "type": "array",
      "items": {
        "$ref": "#/$defs/SampledItem"
      }
    },
    "given": {
      "description": "Every judgement, in the order in which they were stored; of one item and reviewer the last one counts.",
      "type": "array",
      "items": {
        "$ref": "#/$defs/Judgement"
      }
    },
    "adjudications": {
      "description": "In the order in which they were stored; of one item the last one counts.",
      "type": "array",
      "items": {
        "$ref": "#/$defs/Adjudication"
      }
    }
  },
  "$defs": {
    "Print": {
      "type": "string",
      "pattern": "^[0-9a-f]+$"
    },
    "Name": {
      "type": "string",
      "minLength": 1,
      "maxLength": 80
    },
    "Share": {
      "type": "number",
      "minimum": 0,
      "maximum": 1
    },
    "Between": {
      "type": "number",
      "exclusiveMinimum": 0,
      "exclusiveMaximum": 1
    },
    "ProportionRule": {
      "title": "ProportionRule",
      "description": "Estimates the share of sound items of each sub-metric; the size is Cochran's with the correction for a finite population.",
      "type": "object",
      "required": [
        "method",
        "accuracy",
        "confidence",
        "margin"
      ],
      "additionalProperties": false,
      "properties": {
        "method": {
          "enum": [
            "proportion"
          ]
        },
        "accuracy": {
          "description": "Share of sound items that is required.",
          "$ref": "#/$defs/Between"
        },
        "confidence": {
          "$ref": "#/$defs/Between"
        },
        "margin": {
          "description": "Half the width of the interval around the required share.",
          "$ref": "#/$defs/Between"
        }
      }
    },
    "IsoRule": {
      "title": "IsoRule",
      "description": "Single sampling plan for normal inspection of ISO 2859-1; a lot is a sub-metric.",
      "type": "object",
      "required": [
        "method",
        "level",
        "aql",
        "confidence"
      ],
      "additionalProperties": false,
      "properties": {
        "method": {
          "enum": [
            "iso-2859-1"
          ]
        },
        "level": {
          "title": "InspectionLevel",
          "description": "General inspection level.",
          "enum": [
            "I",
            "II",
            "III"
          ]
        },
        "aql": {
          "description": "Acceptance quality limit, percent nonconforming.",
          "enum": [
            0.01,
            0.015,
            0.025,
            0.04,
            0.065,
            0.1,
            0.15,
            0.25,
            0.4,
            0.65,
            1,
            1.5,
            2.5,
            4,
            6.5,
            10
          ]
        },
        "confidence": {
          "description": "Of the interval that is shown beside the verdict.",
          "$ref": "#/$defs/Between"
        }
      }
    },
    "SamplePlan": {
      "title": "SamplePlan",
      "type": "object",
      "required": [
        "rule",
        "seed",
        "doubleShare",
        "strata"
      ],
      "additionalProperties": false,
      "properties": {
        "rule": {
          "title": "SampleRule",
          "oneOf": [
            {
              "$ref": "#/$defs/ProportionRule"
            },
            {
              "$ref": "#/$defs/IsoRule"
            }
          ]
        },
        "seed": {
          "description": "What is drawn follows from it and the items alone.",
          "type": "string",
          "minLength": 1,
          "maxLength": 200
        },
        "doubleShare": {
          "description": "Share of the sample that two reviewers judge.",
          "$ref": "#/$defs/Share"
        },
        "strata": {
          "description": "In the order of the manifest's sub-metrics.",
          "type": "array",
          "items": {
            "$ref": "#/$defs/Stratum"
          }
        }
      }
    },
    "Stratum": {
      "title": "Stratum",
      "description": "A sub-metric, as it is drawn from.",
      "type": "object",
      "required": [
        "subMetric",
        "population",
        "size",
        "doubles",
        "accept"
      ],
      "additionalProperties": false,
      "properties": {
        "subMetric": {
          "type": "string"
        },
        "population": {
          "description": "Valid distinct items.",
          "type": "integer",
          "minimum": 0
        },
        "size": {
          "description": "Items to judge.",
          "type": "integer",
          "minimum": 0
        },
        "doubles": {
          "description": "Of these, judged by two reviewers.",
          "type": "integer",
          "minimum": 0
        },
        "accept": {
          "description": "Most defective items with which the sub-metric passes.",
          "type": "integer",
          "minimum": 0
        }
      }
    },
    "SampledItem": {
      "title": "SampledItem",
      "type": "object",
      "required": [
        "item",
        "subMetric",
        "id",
        "path",
        "record",
        "print",
        "sha256",
        "double"
      ],
      "additionalProperties": false,
      "properties": {
        "item": {
          "description": "Number in the sample, from 1.",
          "type": "integer",
          "minimum": 1
        },
        "subMetric": {
          "type": "string"
        },
        "id": {
          "type": [
            "string",
            "null"
          ]
        },
        "path": {
          "type": "string"
        },
        "record": {
          "description": "In its file, from 1.",
          "type": "integer",
          "minimum": 1
        },
        "print": {
          "description": "Of what makes two items the same: what it was drawn by.",
          "$ref": "#/$defs/Print"
        },
        "sha256": {
          "description": "Of all that a reviewer is shown of the item.",
          "type": "string",
          "pattern": "^[0-9a-f]{64}$"
        },
        "double": {
          "description": "Two reviewers judge it.",
          "type": "boolean"
        }
      }
    },
    "DefectKind": {
      "title": "DefectKind",
      "enum": [
        "wrong-key",
        "no-right-answer",
        "several-right-answers",
        "unclear-question",
        "unclear-choices",
        "bad-media",
        "bad-translation",
        "other"
      ]
    },
    "Judgement": {
      "title": "Judgement",
      "type": "object",
      "required": [
        "id",
        "item",
        "reviewer",
        "verdict",
        "defect",
        "note",
        "at"
      ],
      "additionalProperties": false,
      "properties": {
        "id": {
          "description": "Made by who sends it: what is sent twice counts once.",
          "type": "string",
          "format": "uuid"
        },
        "item": {
          "type": "integer",
          "minimum": 1
        },
        "reviewer": {
          "$ref": "#/$defs/Name"
        },
        "verdict": {
          "title": "JudgementVerdict",
          "description": "withdrawn: the reviewer takes back what they said of the item before.",
          "enum": [
            "pass",
            "defect",
            "withdrawn"
          ]
        },
        "defect": {
          "description": "Of a defect alone.",
          "anyOf": [
            {
              "$ref": "#/$defs/DefectKind"
            },
            {
              "type": "null"
            }
          ]
        },
        "note": {
          "type": [
            "string",
            "null"
          ],
          "maxLength": 4000
        },
        "at": {
          "description": "When it was stored.",
          "type": "string",
          "format": "date-time"
        }
      }
    },
    "Adjudication": {
      "title": "Adjudication",
      "description": "What holds of an item that reviewers judged differently.",
      "type": "object",
      "required": [
        "id",
        "item",
        "by",
        "verdict",
        "defect",
        "note",
        "at"
      ],
      "additionalProperties": false,
      "properties": {
        "id": {
          "type": "string",
          "format": "uuid"
        },
        "item": {
          "type": "integer",
          "minimum": 1
        },
        "by": {
          "$ref": "#/$defs/Name"
        },
        "verdict": {
          "title": "AdjudicationVerdict",
          "enum": [
            "pass",
            "defect"
          ]
        },
        "defect": {
          "anyOf": [
            {
              "$ref": "#/$defs/DefectKind"
            },
            {
              "type": "null"
            }
          ]
        },
        "note": {
          "type": [
            "string",
            "null"
          ],
          "maxLength": 4000
        },
        "at": {
          "type": "string",
          "format": "date-time"
        }
      }
    }
  }
};

export const manifestSchema: Schema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://jatdae.org/schemas/1/manifest.schema.json",
  "title": "Manifest",
  "description": "The manifest at the root of a deliverable: benchmark.yaml or benchmark.json.",
  "type": "object",
  "required": [
    "jatdae",
    "profile",
    "dataset",
    "subMetrics",
    "resources"
  ],
  "additionalProperties": false,
  "properties": {
    "jatdae": {
      "description": "Version of the manifest format.",
      "enum": [
        1
      ]
    },
    "profile": {
      "description": "A built-in profile, or a path inside the deliverable.",
      "type": "string",
      "minLength": 1
    },
    "dataset": {
      "$ref": "#/$defs/Dataset"
    },
    "consortium": {
      "$ref": "#/$defs/Consortium"
    },
    "subMetrics": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/SubMetric"
      }
    },
    "resources": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/Resource"
      }
    },
    "media": {
      "title": "MediaFolder",
      "type": "object",
      "required": [
        "root"
      ],
      "additionalProperties": false,
      "properties": {
        "root": {
          "description": "Folder that media references are relative to.",
          "type": "string",
          "minLength": 1
        },
        "minimum": {
          "title": "MediaMinimum",
          "description": "What a medium must have at least, where its format tells: pixels, hertz, seconds, bytes.",
          "type": "object",
          "minProperties": 1,
          "additionalProperties": false,
          "properties": {
            "width": {
              "type": "integer",
              "minimum": 1
            },
            "height": {
              "type": "integer",
              "minimum": 1
            },
            "sampleRate": {
              "type": "integer",
              "minimum": 1
            },
            "seconds": {
              "type": "number",
              "exclusiveMinimum": 0
            },
            "bytes": {
              "type": "integer",
              "minimum": 1
            }
          }
        }
      }
    },
    "experiments": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/Experiment"
      }
    },
    "waivers": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/Waiver"
      }
    }
  },
  "$defs": {
    "Text": {
      "title": "LocalizedText",
      "description": "One text, or one in each language.",
      "type": [
        "string",
        "object"
      ],
      "minLength": 1,
      "minProperties": 1,
      "additionalProperties": false,
      "properties": {
        "ko": {
          "type": "string",
          "minLength": 1
        },
        "en": {
          "type": "string",
          "minLength": 1
        }
      }
    },
    "CalendarDate": {
      "description": "A date as 2024-12-31.",
      "type": "string",
      "format": "date"
    },
    "Won": {
      "description": "Korean won.",
      "type": "integer",
      "minimum": 0
    },
    "ItemType": {
      "title": "ItemType",
      "enum": [
        "multiple-choice",
        "multiple-answer",
        "short-answer",
        "generation",
        "dialogue",
        "classification",
        "distribution",
        "pairwise"
      ]
    },
    "Modality": {
      "title": "Modality",
      "enum": [
        "text",
        "image",
        "audio",
        "video"
      ]
    },
    "AnswerForm": {
      "title": "AnswerForm",
      "description": "How an answer names its choice.",
      "type": "string",
      "enum": [
        "index0",
        "index1",
        "letter",
        "text",
        "list",
        "distribution"
      ]
    },
    "AnswerForms": {
      "title": "AnswerForms",
      "description": "One form, or several that are tried in order.",
      "anyOf": [
        {
          "$ref": "#/$defs/AnswerForm"
        },
        {
          "type": "array",
          "minItems": 1,
          "uniqueItems": true,
          "items": {
            "$ref": "#/$defs/AnswerForm"
          }
        }
      ]
    },
    "SubMetricId": {
      "description": "NFC text without control characters or a slash.",
      "type": "string",
      "minLength": 1,
      "maxLength": 200
    },
    "FieldPath": {
      "description": "A dotted path or a JSON Pointer.",
      "type": "string",
      "minLength": 1
    },
    "FieldPaths": {
      "description": "A list of fields, or one field that holds a list.",
      "type": [
        "string",
        "array"
      ],
      "minLength": 1,
      "minItems": 1,
      "items": {
        "type": "string",
        "minLength": 1
      }
    },
    "Sha256": {
      "type": "string",
      "pattern": "^[0-9a-fA-F]{64}$"
    },
    "Dataset": {
      "title": "Dataset",
      "type": "object",
      "required": [
        "name",
        "title",
        "version",
        "task",
        "modalities",
        "languages"
      ],
      "additionalProperties": false,
      "properties": {
        "name": {
          "description": "Lower case, digits, hyphens.",
          "type": "string",
          "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"
        },
        "title": {
          "$ref": "#/$defs/Text"
        },
        "version": {
          "description": "Semantic version.",
          "type": "string",
          "pattern": "^(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?$"
        },
        "task": {
          "description": "The area's number in the notice.",
          "type": "integer",
          "minimum": 1
        },
        "modalities": {
          "type": "array",
          "minItems": 1,
          "uniqueItems": true,
          "items": {
            "$ref": "#/$defs/Modality"
          }
        },
        "languages": {
          "description": "BCP 47 tags.",
          "type": "array",
          "minItems": 1,
          "uniqueItems": true,
          "items": {
            "type": "string",
            "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
          }
        },
        "leaderboardAnswers": {
          "description": "Whether the leaderboard split carries its answers: in clear (the default), not at all, or encrypted.",
          "enum": [
            "included",
            "withheld",
            "sealed"
          ]
        },
        "idScope": {
          "description": "Where an id must be unique.",
          "enum": [
            "deliverable",
            "sub-metric",
            "resource"
          ]
        },
        "license": {
          "description": "SPDX id or LicenseRef-….",
          "type": "string",
          "minLength": 1
        },
        "canary": {
          "description": "UUID that every item file carries.",
          "type": "string",
          "format": "uuid"
        },
        "healthData": {
          "enum": [
            "none",
            "exempt",
            "irb-required"
          ]
        },
        "redistributableAbroad": {
          "type": "boolean"
        }
      }
    },
    "Consortium": {
      "title": "Consortium",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "applicationDate": {
          "$ref": "#/$defs/CalendarDate"
        },
        "agreementDate": {
          "$ref": "#/$defs/CalendarDate"
        },
        "deliveryDate": {
          "$ref": "#/$defs/CalendarDate"
        },
        "grantKRW": {
          "$ref": "#/$defs/Won"
        },
        "members": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/Member"
          }
        }
      }
    },
    "Member": {
      "title": "Member",
      "type": "object",
      "required": [
        "name",
        "role"
      ],
      "additionalProperties": false,
      "properties": {
        "name": {
          "type": "string",
          "minLength": 1
        },
        "id": {
          "description": "Business registration number.",
          "type": "string",
          "minLength": 1
        },
        "role": {
          "enum": [
            "lead",
            "participant",
            "demand"
          ]
        },
        "kind": {
          "enum": [
            "company",
            "university",
            "university-foundation",
            "public-institution",
            "government",
            "national-government",
            "local-government",
            "association",
            "sole-proprietor"
          ]
        },
        "grantKRW": {
          "$ref": "#/$defs/Won"
        }
      }
    },
    "SubMetric": {
      "title": "SubMetric",
      "type": "object",
      "required": [
        "id",
        "itemType"
      ],
      "additionalProperties": false,
      "properties": {
        "id": {
          "$ref": "#/$defs/SubMetricId"
        },
        "title": {
          "$ref": "#/$defs/Text"
        },
        "description": {
          "$ref": "#/$defs/Text"
        },
        "metric": {
          "description": "accuracy, exact-match, f1, rouge-l, chrf, bleu, brier, log-loss, distribution-distance, judge, or a name of one's own (then scores are taken as declared).",
          "type": "string",
          "minLength": 1
        },
        "itemType": {
          "$ref": "#/$defs/ItemType"
        },
        "labels": {
          "description": "Labels of a classification.",
          "type": "array",
          "minItems": 2,
          "uniqueItems": true,
          "items": {
            "type": [
              "string",
              "number"
            ]
          }
        }
      }
    },
    "Resource": {
      "title": "Resource",
      "type": "object",
      "required": [
        "subMetric"
      ],
      "if": {
        "not": {
          "required": [
            "layout"
          ]
        }
      },
      "then": {
        "required": [
          "path"
        ]
      },
      "additionalProperties": false,
      "properties": {
        "layout": {
          "description": "Instead of path: the trees in which AI Hub hands data over. Label files are the items; the source file of the same name is an item's medium.",
          "enum": [
            "aihub"
          ]
        },
        "path": {
          "description": "Glob below the root; a member of an archive is a.zip!/inner/*.csv.",
          "type": "string",
          "minLength": 1
        },
        "format": {
          "enum": [
            "jsonl",
            "json",
            "yaml",
            "csv",
            "tsv",
            "xlsx",
            "parquet",
            "arrow"
          ]
        },
        "compression": {
          "enum": [
            "none",
            "gzip",
            "zstd"
          ]
        },
        "encoding": {
          "description": "Name of a text encoding, such as utf-8 or cp949.",
          "type": "string",
          "minLength": 1
        },
        "at": {
          "description": "JSON Pointer to the items of a JSON or YAML file; of xlsx, the sheet’s name after a slash, as in /Sheet1.",
          "type": "string",
          "pattern": "^(/([^~/]|~[01])*)*$"
        },
        "csv": {
          "title": "CsvOptions",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "delimiter": {
              "type": "string",
              "minLength": 1,
              "maxLength": 1
            },
            "quote": {
              "description": "null where quotes are plain text.",
              "type": [
                "string",
                "null"
              ],
              "minLength": 1,
              "maxLength": 1
            },
            "header": {
              "type": "boolean"
            },
            "columns": {
              "type": "array",
              "minItems": 1,
              "uniqueItems": true,
              "items": {
                "type": "string"
              }
            }
          }
        },
        "subMetric": {
          "title": "SubMetricSource",
          "description": "Exactly one of: the field that names it, the one of all items, a path pattern with {subMetric}.",
          "type": "object",
          "minProperties": 1,
          "maxProperties": 1,
          "additionalProperties": false,
          "properties": {
            "field": {
              "$ref": "#/$defs/FieldPath"
            },
            "value": {
              "$ref": "#/$defs/SubMetricId"
            },
            "path": {
              "type": "string",
              "pattern": "\\{subMetric\\}"
            }
          }
        },
        "split": {
          "title": "SplitSource",
          "description": "The field that names it, with its values where they are not public and leaderboard; or the one of all items.",
          "type": "object",
          "minProperties": 1,
          "additionalProperties": false,
          "properties": {
            "field": {
              "$ref": "#/$defs/FieldPath"
            },
            "values": {
              "type": "object",
              "minProperties": 1,
              "additionalProperties": {
                "enum": [
                  "public",
                  "leaderboard"
                ]
              }
            },
            "value": {
              "enum": [
                "public",
                "leaderboard"
              ]
            },
            "layout": {
              "title": "LayoutParts",
              "description": "With a layout: what its Training and Validation folders are.",
              "type": "object",
              "required": [
                "training",
                "validation"
              ],
              "additionalProperties": false,
              "properties": {
                "training": {
                  "enum": [
                    "public",
                    "leaderboard"
                  ]
                },
                "validation": {
                  "enum": [
                    "public",
                    "leaderboard"
                  ]
                }
              }
            }
          }
        },
        "itemType": {
          "$ref": "#/$defs/ItemType"
        },
        "schema": {
          "description": "JSON Schema 2020-12 for the raw record.",
          "type": "string",
          "minLength": 1
        },
        "fields": {
          "$ref": "#/$defs/FieldMap"
        },
        "bytes": {
          "type": "integer",
          "minimum": 0
        },
        "records": {
          "type": "integer",
          "minimum": 0
        },
        "sha256": {
          "$ref": "#/$defs/Sha256"
        }
      }
    },
    "FieldMap": {
      "title": "FieldMap",
      "description": "Where a raw record keeps the parts of an item.",
      "type": "object",
      "minProperties": 1,
      "additionalProperties": false,
      "properties": {
        "id": {
          "$ref": "#/$defs/FieldPath"
        },
        "context": {
          "$ref": "#/$defs/FieldPath"
        },
        "question": {
          "$ref": "#/$defs/FieldPath"
        },
        "choices": {
          "$ref": "#/$defs/FieldPaths"
        },
        "answer": {
          "title": "AnswerField",
          "type": [
            "string",
            "object"
          ],
          "minLength": 1,
          "required": [
            "field"
          ],
          "additionalProperties": false,
          "properties": {
            "field": {
              "$ref": "#/$defs/FieldPath"
            },
            "as": {
              "$ref": "#/$defs/AnswerForms"
            }
          }
        },
        "explanation": {
          "$ref": "#/$defs/FieldPath"
        },
        "category": {
          "$ref": "#/$defs/FieldPath"
        },
        "difficulty": {
          "$ref": "#/$defs/FieldPath"
        },
        "group": {
          "$ref": "#/$defs/FieldPath"
        },
        "rubric": {
          "$ref": "#/$defs/FieldPath"
        },
        "turns": {
          "$ref": "#/$defs/FieldPaths"
        },
        "media": {
          "$ref": "#/$defs/FieldPaths"
        }
      }
    },
    "Experiment": {
      "title": "Experiment",
      "type": "object",
      "required": [
        "id",
        "model"
      ],
      "additionalProperties": false,
      "properties": {
        "id": {
          "type": "string",
          "minLength": 1
        },
        "model": {
          "title": "Model",
          "type": "object",
          "required": [
            "name",
            "kind"
          ],
          "additionalProperties": false,
          "properties": {
            "name": {
              "type": "string",
              "minLength": 1
            },
            "kind": {
              "enum": [
                "llm",
                "lmm"
              ]
            },
            "provider": {
              "type": "string"
            },
            "revision": {
              "type": "string"
            },
            "parameters": {
              "type": "number",
              "minimum": 0
            }
          }
        },
        "harness": {
          "title": "Harness",
          "type": "object",
          "required": [
            "name"
          ],
          "additionalProperties": false,
          "properties": {
            "name": {
              "type": "string",
              "minLength": 1
            },
            "version": {
              "type": "string"
            }
          }
        },
        "predictions": {
          "title": "PredictionFiles",
          "description": "Glob of the files of raw predictions, or the glob with the fields to read.",
          "type": [
            "string",
            "object"
          ],
          "minLength": 1,
          "required": [
            "path"
          ],
          "additionalProperties": false,
          "properties": {
            "path": {
              "type": "string",
              "minLength": 1
            },
            "fields": {
              "title": "PredictionFields",
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "id": {
                  "$ref": "#/$defs/FieldPath"
                },
                "prediction": {
                  "$ref": "#/$defs/FieldPath"
                },
                "raw": {
                  "$ref": "#/$defs/FieldPath"
                }
              }
            },
            "as": {
              "$ref": "#/$defs/AnswerForms"
            }
          }
        },
        "scores": {
          "description": "Score by sub-metric id.",
          "type": "object",
          "additionalProperties": {
            "type": "number"
          }
        }
      }
    },
    "Waiver": {
      "title": "Waiver",
      "description": "A finding that a person has accepted: shown as waived, never hidden.",
      "type": "object",
      "required": [
        "rule",
        "reason",
        "by"
      ],
      "additionalProperties": false,
      "properties": {
        "rule": {
          "type": "string",
          "pattern": "^[A-Z][0-9]{3}$"
        },
        "reason": {
          "type": "string",
          "minLength": 1
        },
        "by": {
          "type": "string",
          "minLength": 1
        },
        "until": {
          "$ref": "#/$defs/CalendarDate"
        },
        "fingerprint": {
          "description": "Of one finding; all of the rule where absent.",
          "type": "string",
          "minLength": 1
        }
      }
    }
  }
};

export const predictionSchema: Schema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://jatdae.org/schemas/1/prediction.schema.json",
  "title": "Prediction",
  "description": "One line of an experiment's predictions.",
  "type": "object",
  "required": [
    "id",
    "prediction"
  ],
  "properties": {
    "id": {
      "description": "The item's id.",
      "type": [
        "string",
        "number"
      ]
    },
    "subMetric": {
      "description": "The item's sub-metric, where ids are unique only in their sub-metric or resource (idScope).",
      "type": [
        "string",
        "null"
      ]
    },
    "prediction": {
      "description": "In the form of the item's answer; null where the model gave none.",
      "type": [
        "string",
        "number",
        "boolean",
        "null",
        "array",
        "object"
      ]
    },
    "raw": {
      "description": "What the model wrote, untouched."
    }
  }
};

export const profileSchema: Schema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://jatdae.org/schemas/1/profile.schema.json",
  "title": "Profile",
  "description": "A complete profile: requirements, thresholds, settings of rules, and the registry of areas.",
  "type": "object",
  "required": [
    "name",
    "version",
    "title",
    "requirements",
    "rules",
    "areas",
    "term"
  ],
  "additionalProperties": false,
  "properties": {
    "name": {
      "$ref": "#/$defs/Name"
    },
    "version": {
      "$ref": "#/$defs/Version"
    },
    "title": {
      "$ref": "#/$defs/Bilingual"
    },
    "requirements": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/Requirement"
      }
    },
    "rules": {
      "$ref": "#/$defs/RuleSettings"
    },
    "areas": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/Area"
      }
    },
    "term": {
      "$ref": "#/$defs/Term"
    }
  },
  "$defs": {
    "Name": {
      "type": "string",
      "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"
    },
    "Version": {
      "type": "string",
      "minLength": 1
    },
    "Bilingual": {
      "title": "Bilingual",
      "type": "object",
      "required": [
        "ko",
        "en"
      ],
      "additionalProperties": false,
      "properties": {
        "ko": {
          "type": "string",
          "minLength": 1
        },
        "en": {
          "type": "string",
          "minLength": 1
        }
      }
    },
    "RequirementId": {
      "type": "string",
      "pattern": "^[A-Z][A-Z0-9]*(-[A-Z0-9]+)+$"
    },
    "RuleCodes": {
      "type": "array",
      "uniqueItems": true,
      "items": {
        "type": "string",
        "pattern": "^[A-Z][0-9]{3}$"
      }
    },
    "Threshold": {
      "title": "Threshold",
      "description": "Named limits that the requirement's rules read; `reason` says why, where the source leaves one open.",
      "type": "object",
      "additionalProperties": {
        "type": [
          "number",
          "string",
          "boolean",
          "null"
        ]
      }
    },
    "Scope": {
      "title": "RequirementScope",
      "description": "Whether one deliverable can be judged by it, or only the applications of a call together.",
      "enum": [
        "deliverable",
        "consortium-call"
      ]
    },
    "Requirement": {
      "title": "Requirement",
      "type": "object",
      "required": [
        "id",
        "title",
        "source",
        "rules",
        "threshold",
        "scope"
      ],
      "additionalProperties": false,
      "properties": {
        "id": {
          "$ref": "#/$defs/RequirementId"
        },
        "title": {
          "$ref": "#/$defs/Bilingual"
        },
        "source": {
          "$ref": "#/$defs/Bilingual"
        },
        "rules": {
          "$ref": "#/$defs/RuleCodes"
        },
        "threshold": {
          "$ref": "#/$defs/Threshold"
        },
        "reason": {
          "$ref": "#/$defs/Bilingual"
        },
        "scope": {
          "$ref": "#/$defs/Scope"
        },
        "enabled": {
          "description": "false leaves the requirement out of the ledger.",
          "type": "boolean"
        }
      }
    },
    "RuleSettings": {
      "title": "RuleSettings",
      "description": "By code; a rule that is not named keeps its own severity.",
      "type": "object",
      "propertyNames": {
        "pattern": "^[A-Z][0-9]{3}$"
      },
      "additionalProperties": {
        "title": "RuleSetting",
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "severity": {
            "enum": [
              "error",
              "warning",
              "note"
            ]
          },
          "options": {
            "type": "object",
            "additionalProperties": {
              "anyOf": [
                {
                  "type": [
                    "number",
                    "string",
                    "boolean",
                    "null"
                  ]
                },
                {
                  "type": "array",
                  "items": {
                    "type": "string"
                  }
                }
              ]
            }
          },
          "reason": {
            "$ref": "#/$defs/Bilingual"
          }
        }
      }
    },
    "Area": {
      "title": "Area",
      "type": "object",
      "required": [
        "number",
        "kind",
        "field",
        "topic",
        "datasets",
        "consortia",
        "budgetKRW"
      ],
      "additionalProperties": false,
      "properties": {
        "number": {
          "type": "integer",
          "minimum": 1
        },
        "kind": {
          "enum": [
            "designated",
            "free"
          ]
        },
        "field": {
          "$ref": "#/$defs/Bilingual"
        },
        "topic": {
          "$ref": "#/$defs/Bilingual"
        },
        "datasets": {
          "description": "Of the whole area.",
          "type": "integer",
          "minimum": 1
        },
        "consortia": {
          "type": "integer",
          "minimum": 1
        },
        "budgetKRW": {
          "description": "Ceiling for one consortium.",
          "type": "integer",
          "minimum": 0
        },
        "needs": {
          "title": "AreaNeeds",
          "description": "Modalities that the topic itself names: all of these, and at least so many different ones.",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "modalities": {
              "type": "array",
              "items": {
                "enum": [
                  "text",
                  "image",
                  "audio",
                  "video"
                ]
              }
            },
            "minModalities": {
              "type": "integer",
              "minimum": 1
            }
          }
        },
        "benchmark": {
          "type": "boolean"
        },
        "global": {
          "type": "boolean"
        }
      }
    },
    "Term": {
      "title": "Term",
      "description": "Dates as 2024-12-31; both ends count.",
      "type": "object",
      "required": [
        "applicationFrom",
        "applicationTo",
        "end"
      ],
      "additionalProperties": false,
      "properties": {
        "start": {
          "description": "Earliest agreement date.",
          "type": "string",
          "format": "date"
        },
        "end": {
          "description": "Latest delivery date.",
          "type": "string",
          "format": "date"
        },
        "applicationFrom": {
          "type": "string",
          "format": "date"
        },
        "applicationTo": {
          "type": "string",
          "format": "date"
        }
      }
    }
  }
};

export const profileExtensionSchema: Schema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://jatdae.org/schemas/1/profile-extension.schema.json",
  "title": "ProfileExtension",
  "description": "A profile that states only what differs from the one it extends. Requirements are matched by id, areas by number, rules by code.",
  "type": "object",
  "required": [
    "extends",
    "name",
    "version"
  ],
  "additionalProperties": false,
  "properties": {
    "extends": {
      "description": "A built-in profile, or a path inside the deliverable.",
      "type": "string",
      "minLength": 1
    },
    "name": {
      "$ref": "profile.schema.json#/$defs/Name"
    },
    "version": {
      "$ref": "profile.schema.json#/$defs/Version"
    },
    "title": {
      "$ref": "profile.schema.json#/$defs/Bilingual"
    },
    "requirements": {
      "type": "array",
      "items": {
        "title": "RequirementChange",
        "type": "object",
        "required": [
          "id"
        ],
        "additionalProperties": false,
        "properties": {
          "id": {
            "$ref": "profile.schema.json#/$defs/RequirementId"
          },
          "title": {
            "$ref": "profile.schema.json#/$defs/Bilingual"
          },
          "source": {
            "$ref": "profile.schema.json#/$defs/Bilingual"
          },
          "rules": {
            "$ref": "profile.schema.json#/$defs/RuleCodes"
          },
          "threshold": {
            "$ref": "profile.schema.json#/$defs/Threshold"
          },
          "reason": {
            "$ref": "profile.schema.json#/$defs/Bilingual"
          },
          "scope": {
            "$ref": "profile.schema.json#/$defs/Scope"
          },
          "enabled": {
            "type": "boolean"
          }
        }
      }
    },
    "rules": {
      "$ref": "profile.schema.json#/$defs/RuleSettings"
    },
    "areas": {
      "type": "array",
      "items": {
        "type": "object",
        "required": [
          "number"
        ],
        "properties": {
          "number": {
            "type": "integer",
            "minimum": 1
          }
        }
      }
    },
    "term": {
      "type": "object"
    }
  }
};

export const receiptSchema: Schema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://jatdae.org/schemas/1/receipt.schema.json",
  "title": "Receipt",
  "description": "What a deliverable was, byte for byte, and what its validation came to. Paths are NFC, hashes SHA-256 in lower-case hex.",
  "type": "object",
  "required": [
    "jatdae",
    "receipt",
    "deliverable",
    "manifest",
    "profile",
    "report",
    "chunkBytes",
    "files",
    "signature"
  ],
  "additionalProperties": false,
  "properties": {
    "jatdae": {
      "description": "Version of the tool.",
      "type": "string"
    },
    "receipt": {
      "description": "Version of this format.",
      "enum": [
        1
      ]
    },
    "deliverable": {
      "title": "ReceiptDeliverable",
      "type": "object",
      "required": [
        "name",
        "version",
        "root",
        "files",
        "bytes"
      ],
      "additionalProperties": false,
      "properties": {
        "name": {
          "type": "string"
        },
        "version": {
          "type": "string"
        },
        "root": {
          "description": "Root of a binary Merkle tree over the files in the order of their paths' code points: leaf = SHA-256(0x00 ‖ path ‖ 0x00 ‖ file hash), node = SHA-256(0x01 ‖ left ‖ right), the left subtree being the largest full one (RFC 6962, section 2.1).",
          "$ref": "#/$defs/Sha256"
        },
        "files": {
          "type": "integer",
          "minimum": 1
        },
        "bytes": {
          "type": "integer",
          "minimum": 0
        }
      }
    },
    "manifest": {
      "title": "ReceiptManifest",
      "type": "object",
      "required": [
        "path",
        "sha256"
      ],
      "additionalProperties": false,
      "properties": {
        "path": {
          "$ref": "#/$defs/Path"
        },
        "sha256": {
          "$ref": "#/$defs/Sha256"
        }
      }
    },
    "profile": {
      "title": "ReceiptProfile",
      "description": "By which the deliverable was judged.",
      "type": "object",
      "required": [
        "name",
        "version",
        "sha256"
      ],
      "additionalProperties": false,
      "properties": {
        "name": {
          "type": "string"
        },
        "version": {
          "type": "string"
        },
        "sha256": {
          "$ref": "#/$defs/Sha256"
        },
        "given": {
          "description": "The profile that was named instead of the manifest's.",
          "type": "string"
        }
      }
    },
    "report": {
      "title": "ReceiptReport",
      "type": "object",
      "required": [
        "sha256",
        "language",
        "verdict",
        "complete"
      ],
      "additionalProperties": false,
      "properties": {
        "sha256": {
          "description": "Of the report without `run`, as JSON without white space whose keys are in the order of their UTF-16 code units.",
          "$ref": "#/$defs/Sha256"
        },
        "language": {
          "enum": [
            "ko",
            "en"
          ]
        },
        "verdict": {
          "enum": [
            "accepted",
            "rejected",
            "incomplete"
          ]
        },
        "complete": {
          "type": "boolean"
        }
      }
    },
    "inputs": {
      "description": "Files from outside the deliverable that the report was made with; absent where there were none.",
      "type": "array",
      "minItems": 1,
      "items": {
        "title": "ReceiptInput",
        "type": "object",
        "required": [
          "kind",
          "sha256"
        ],
        "additionalProperties": false,
        "properties": {
          "kind": {
            "enum": [
              "waivers",
              "judgements"
            ]
          },
          "sha256": {
            "$ref": "#/$defs/Sha256"
          }
        }
      }
    },
    "chunkBytes": {
      "description": "Bytes of every chunk of a file but its last.",
      "type": "integer",
      "minimum": 4096
    },
    "files": {
      "description": "In the order of their paths' code points.",
      "type": "array",
      "minItems": 1,
      "items": {
        "title": "ReceiptFile",
        "type": "object",
        "required": [
          "path",
          "bytes",
          "sha256"
        ],
        "additionalProperties": false,
        "properties": {
          "path": {
            "$ref": "#/$defs/Path"
          },
          "bytes": {
            "type": "integer",
            "minimum": 0
          },
          "sha256": {
            "$ref": "#/$defs/Sha256"
          },
          "chunks": {
            "description": "SHA-256 of each chunk; absent where the file is no larger than one.",
            "type": "array",
            "minItems": 2,
            "items": {
              "$ref": "#/$defs/Sha256"
            }
          }
        }
      }
    },
    "signature": {
      "title": "ReceiptSignature",
      "description": "Over `jatdae-receipt-1`, a line feed and the receipt without this member, as JSON without white space whose keys are in the order of their UTF-16 code units. null where it is unsigned.",
      "type": [
        "object",
        "null"
      ],
      "required": [
        "algorithm",
        "publicKey",
        "value"
      ],
      "additionalProperties": false,
      "properties": {
        "algorithm": {
          "enum": [
            "Ed25519"
          ]
        },
        "publicKey": {
          "description": "SubjectPublicKeyInfo (RFC 8410), DER in Base64.",
          "type": "string",
          "pattern": "^[A-Za-z0-9+/]+=*$"
        },
        "value": {
          "description": "64 bytes in Base64 (RFC 8032).",
          "type": "string",
          "pattern": "^[A-Za-z0-9+/]{86}==$"
        }
      }
    }
  },
  "$defs": {
    "Sha256": {
      "type": "string",
      "pattern": "^[0-9a-f]{64}$"
    },
    "Path": {
      "type": "string",
      "minLength": 1
    }
  }
};

export const reportSchema: Schema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://jatdae.org/schemas/1/report.schema.json",
  "title": "Report",
  "description": "What a validation found. Everything but `run` is the same bytes for the same input, profile and language.",
  "type": "object",
  "required": [
    "jatdae",
    "report",
    "verdict",
    "complete",
    "profile",
    "deliverable",
    "requirements",
    "subMetrics",
    "rules",
    "findings",
    "statistics",
    "run"
  ],
  "additionalProperties": false,
  "properties": {
    "jatdae": {
      "description": "Version of the tool.",
      "type": "string"
    },
    "report": {
      "description": "Version of this format.",
      "enum": [
        1
      ]
    },
    "verdict": {
      "title": "Verdict",
      "enum": [
        "accepted",
        "rejected",
        "incomplete"
      ]
    },
    "complete": {
      "description": "false where something could not be read.",
      "type": "boolean"
    },
    "profile": {
      "title": "ReportProfile",
      "description": "null where no profile could be read.",
      "type": [
        "object",
        "null"
      ],
      "required": [
        "name",
        "version",
        "sha256"
      ],
      "additionalProperties": false,
      "properties": {
        "name": {
          "type": "string"
        },
        "version": {
          "type": "string"
        },
        "sha256": {
          "type": "string"
        }
      }
    },
    "deliverable": {
      "title": "ReportDeliverable",
      "description": "null in a consortium's report and where the manifest could not be read.",
      "type": [
        "object",
        "null"
      ],
      "required": [
        "name",
        "version",
        "root",
        "files",
        "bytes",
        "items"
      ],
      "additionalProperties": false,
      "properties": {
        "name": {
          "type": "string"
        },
        "version": {
          "type": "string"
        },
        "root": {
          "description": "SHA-256 Merkle root, where files were hashed.",
          "type": [
            "string",
            "null"
          ]
        },
        "files": {
          "type": "integer",
          "minimum": 0
        },
        "bytes": {
          "type": "integer",
          "minimum": 0
        },
        "items": {
          "type": "integer",
          "minimum": 0
        }
      }
    },
    "requirements": {
      "description": "The ledger: a row for every requirement of the profile.",
      "type": "array",
      "items": {
        "$ref": "#/$defs/RequirementRow"
      }
    },
    "subMetrics": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/SubMetricRow"
      }
    },
    "rules": {
      "description": "A row for every selected rule.",
      "type": "array",
      "items": {
        "$ref": "#/$defs/RuleRow"
      }
    },
    "findings": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/Finding"
      }
    },
    "waivers": {
      "description": "Every waiver and what became of it; absent where there is none.",
      "type": "array",
      "items": {
        "$ref": "#/$defs/WaiverRow"
      }
    },
    "replies": {
      "$ref": "#/$defs/Replies"
    },
    "statistics": {
      "type": "object"
    },
    "run": {
      "title": "Run",
      "description": "The only part that may differ between two runs.",
      "type": "object",
      "required": [
        "startedAt",
        "seconds",
        "jobs",
        "host",
        "peakBytes"
      ],
      "additionalProperties": false,
      "properties": {
        "startedAt": {
          "type": "string",
          "format": "date-time"
        },
        "seconds": {
          "type": "number",
          "minimum": 0
        },
        "jobs": {
          "type": "integer",
          "minimum": 1
        },
        "host": {
          "type": "string"
        },
        "peakBytes": {
          "type": "integer",
          "minimum": 0
        }
      }
    }
  },
  "$defs": {
    "Severity": {
      "title": "Severity",
      "enum": [
        "error",
        "warning",
        "note"
      ]
    },
    "RequirementRow": {
      "title": "RequirementRow",
      "type": "object",
      "required": [
        "id",
        "verdict",
        "measured",
        "threshold",
        "rules"
      ],
      "additionalProperties": false,
      "properties": {
        "id": {
          "type": "string"
        },
        "verdict": {
          "title": "RequirementVerdict",
          "enum": [
            "pass",
            "fail",
            "not-run",
            "not-applicable",
            "waived"
          ]
        },
        "measured": {
          "type": [
            "object",
            "null"
          ]
        },
        "threshold": {
          "type": [
            "object",
            "null"
          ]
        },
        "rules": {
          "type": "array",
          "items": {
            "type": "string"
          }
        },
        "note": {
          "description": "Why it was not judged, in the report's language.",
          "type": "string"
        }
      }
    },
    "SubMetricRow": {
      "title": "SubMetricRow",
      "type": "object",
      "required": [
        "id",
        "items",
        "valid",
        "unique",
        "public",
        "leaderboard",
        "leaderboardShare"
      ],
      "additionalProperties": false,
      "properties": {
        "id": {
          "type": "string"
        },
        "items": {
          "type": "integer",
          "minimum": 0
        },
        "valid": {
          "type": "integer",
          "minimum": 0
        },
        "unique": {
          "description": "Distinct valid items.",
          "type": "integer",
          "minimum": 0
        },
        "public": {
          "type": "integer",
          "minimum": 0
        },
        "leaderboard": {
          "type": "integer",
          "minimum": 0
        },
        "leaderboardShare": {
          "description": "leaderboard / items; null without items.",
          "type": [
            "number",
            "null"
          ],
          "minimum": 0,
          "maximum": 1
        }
      }
    },
    "RuleRow": {
      "title": "RuleRow",
      "type": "object",
      "required": [
        "code",
        "name",
        "severity",
        "count",
        "shown",
        "coverage"
      ],
      "additionalProperties": false,
      "properties": {
        "code": {
          "type": "string"
        },
        "name": {
          "type": "string"
        },
        "severity": {
          "$ref": "#/$defs/Severity"
        },
        "count": {
          "description": "All findings.",
          "type": "integer",
          "minimum": 0
        },
        "severities": {
          "title": "RuleSeverities",
          "description": "All findings by the severity that they have; only where it is not the rule's own for all of them.",
          "type": "object",
          "required": [
            "error",
            "warning",
            "note"
          ],
          "additionalProperties": false,
          "properties": {
            "error": {
              "type": "integer",
              "minimum": 0
            },
            "warning": {
              "type": "integer",
              "minimum": 0
            },
            "note": {
              "type": "integer",
              "minimum": 0
            }
          }
        },
        "shown": {
          "description": "Those listed in `findings`.",
          "type": "integer",
          "minimum": 0
        },
        "coverage": {
          "title": "Coverage",
          "description": "Shares of the bytes and records that the rule saw.",
          "type": "object",
          "required": [
            "bytes",
            "records",
            "exact"
          ],
          "additionalProperties": false,
          "properties": {
            "bytes": {
              "type": "number",
              "minimum": 0,
              "maximum": 1
            },
            "records": {
              "type": "number",
              "minimum": 0,
              "maximum": 1
            },
            "exact": {
              "type": "boolean"
            }
          }
        }
      }
    },
    "Place": {
      "title": "Place",
      "type": "object",
      "required": [
        "path",
        "record",
        "line",
        "byte",
        "pointer",
        "column"
      ],
      "additionalProperties": false,
      "properties": {
        "path": {
          "type": "string"
        },
        "record": {
          "description": "Counted from 1.",
          "type": [
            "integer",
            "null"
          ],
          "minimum": 1
        },
        "line": {
          "description": "Counted from 1.",
          "type": [
            "integer",
            "null"
          ],
          "minimum": 1
        },
        "byte": {
          "description": "Offset of the record in the decompressed file, from 0.",
          "type": [
            "integer",
            "null"
          ],
          "minimum": 0
        },
        "pointer": {
          "description": "JSON Pointer in the record or manifest.",
          "type": [
            "string",
            "null"
          ]
        },
        "column": {
          "description": "Counted from 1, in code points.",
          "type": [
            "integer",
            "null"
          ],
          "minimum": 1
        }
      }
    },
    "RelatedPlace": {
      "title": "RelatedPlace",
      "type": "object",
      "required": [
        "path",
        "record"
      ],
      "additionalProperties": false,
      "properties": {
        "path": {
          "type": "string"
        },
        "record": {
          "type": [
            "integer",
            "null"
          ],
          "minimum": 1
        },
        "line": {
          "type": [
            "integer",
            "null"
          ],
          "minimum": 1
        },
        "byte": {
          "type": [
            "integer",
            "null"
          ],
          "minimum": 0
        },
        "pointer": {
          "type": [
            "string",
            "null"
          ]
        },
        "column": {
          "type": [
            "integer",
            "null"
          ],
          "minimum": 1
        }
      }
    },
    "ReplyAction": {
      "title": "ReplyAction",
      "description": "What the builder says of a finding; other: in words of their own, which stand in the explanation.",
      "enum": [
        "fixed",
        "planned",
        "intended",
        "question",
        "other"
      ]
    },
    "Replies": {
      "title": "Replies",
      "description": "How the builder's answers (보완요청서) meet the listed findings; only where a file of them was handed in. They change no verdict.",
      "type": "object",
      "required": [
        "answered",
        "remains",
        "unanswered",
        "new",
        "gone",
        "rows"
      ],
      "additionalProperties": false,
      "properties": {
        "answered": {
          "description": "Findings that have an answer.",
          "type": "integer",
          "minimum": 0
        },
        "remains": {
          "description": "Findings that are said to be fixed and are there.",
          "type": "integer",
          "minimum": 0
        },
        "unanswered": {
          "description": "Findings whose row holds no answer.",
          "type": "integer",
          "minimum": 0
        },
        "new": {
          "description": "Findings without a row.",
          "type": "integer",
          "minimum": 0
        },
        "gone": {
          "description": "Rows whose finding is not there any more.",
          "type": "integer",
          "minimum": 0
        },
        "rows": {
          "description": "Rows of the file that meet no listed finding, in its order.",
          "type": "array",
          "items": {
            "$ref": "#/$defs/ReplyRow"
          }
        }
      }
    },
    "ReplyRow": {
      "title": "ReplyRow",
      "type": "object",
      "required": [
        "row",
        "state",
        "rule",
        "fingerprint"
      ],
      "additionalProperties": false,
      "properties": {
        "row": {
          "description": "Counted from 1, below the titles.",
          "type": "integer",
          "minimum": 1
        },
        "state": {
          "title": "ReplyRowState",
          "description": "gone: the finding is not there any more; unseen: whether it is there is not known, because its rule did not run, did not see everything or lists not all it found; repeated: an earlier row has this fingerprint; unmatched: it has no fingerprint.",
          "enum": [
            "gone",
            "unseen",
            "repeated",
            "unmatched"
          ]
        },
        "rule": {
          "type": "string"
        },
        "fingerprint": {
          "type": [
            "string",
            "null"
          ]
        },
        "action": {
          "$ref": "#/$defs/ReplyAction"
        },
        "explanation": {
          "type": "string"
        },
        "by": {
          "type": "string"
        },
        "date": {
          "type": "string"
        }
      }
    },
    "WaiverSource": {
      "title": "WaiverSource",
      "description": "The builder's manifest, or a file of a reviewer.",
      "enum": [
        "manifest",
        "reviewer"
      ]
    },
    "WaiverRow": {
      "title": "WaiverRow",
      "type": "object",
      "required": [
        "rule",
        "by",
        "reason",
        "source",
        "state",
        "findings"
      ],
      "additionalProperties": false,
      "properties": {
        "rule": {
          "type": "string"
        },
        "fingerprint": {
          "description": "Absent: all findings of the rule.",
          "type": "string"
        },
        "by": {
          "type": "string"
        },
        "reason": {
          "type": "string"
        },
        "until": {
          "description": "The last delivery date that it holds for.",
          "type": "string"
        },
        "source": {
          "$ref": "#/$defs/WaiverSource"
        },
        "state": {
          "title": "WaiverState",
          "description": "used: it waives findings; stale: there is no such finding; expired: the delivery is later than its end; unseen: whether there is such a finding is not known, because the rule did not see everything or not all of its findings are listed.",
          "enum": [
            "used",
            "stale",
            "expired",
            "unseen"
          ]
        },
        "findings": {
          "description": "How many it covers, or would cover if it had not expired.",
          "type": "integer",
          "minimum": 0
        }
      }
    },
    "Finding": {
      "title": "Finding",
      "type": "object",
      "required": [
        "code",
        "severity",
        "message",
        "fingerprint",
        "waived",
        "place",
        "related",
        "data"
      ],
      "additionalProperties": false,
      "properties": {
        "code": {
          "type": "string"
        },
        "severity": {
          "$ref": "#/$defs/Severity"
        },
        "message": {
          "type": "string"
        },
        "fingerprint": {
          "description": "The same in the next delivery, if it is the same finding.",
          "type": "string"
        },
        "waived": {
          "type": "boolean"
        },
        "waiver": {
          "title": "FindingWaiver",
          "description": "Who waived it and why; only where it is waived.",
          "type": "object",
          "required": [
            "by",
            "reason",
            "source"
          ],
          "additionalProperties": false,
          "properties": {
            "by": {
              "type": "string"
            },
            "reason": {
              "type": "string"
            },
            "until": {
              "description": "The last delivery date that it holds for.",
              "type": "string"
            },
            "source": {
              "$ref": "#/$defs/WaiverSource"
            }
          }
        },
        "reply": {
          "title": "FindingReply",
          "description": "What the builder answered; only where a file of answers was handed in.",
          "type": "object",
          "required": [
            "state"
          ],
          "additionalProperties": false,
          "properties": {
            "state": {
              "title": "ReplyState",
              "description": "answered; remains: said to be fixed, and still there; unanswered: its row holds no answer; new: it has no row.",
              "enum": [
                "answered",
                "remains",
                "unanswered",
                "new"
              ]
            },
            "action": {
              "$ref": "#/$defs/ReplyAction"
            },
            "explanation": {
              "type": "string"
            },
            "by": {
              "type": "string"
            },
            "date": {
              "type": "string"
            }
          }
        },
        "place": {
          "$ref": "#/$defs/Place"
        },
        "related": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/RelatedPlace"
          }
        },
        "data": {
          "type": "object"
        }
      }
    }
  }
};

export const waiversSchema: Schema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://jatdae.org/schemas/1/waivers.schema.json",
  "title": "WaiverFile",
  "description": "What a reviewer has accepted, from outside the deliverable: YAML or JSON, for `jatdae validate --waivers FILE`. A waived finding is shown as waived, never hidden.",
  "type": "object",
  "required": [
    "waivers"
  ],
  "additionalProperties": false,
  "properties": {
    "deliverable": {
      "title": "WaivedDeliverable",
      "description": "What the waivers were written for, for people: a later version of it is checked with the same file.",
      "type": "object",
      "required": [
        "name",
        "version"
      ],
      "additionalProperties": false,
      "properties": {
        "name": {
          "type": "string"
        },
        "version": {
          "type": "string"
        }
      }
    },
    "waivers": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/ReviewerWaiver"
      }
    }
  },
  "$defs": {
    "ReviewerWaiver": {
      "title": "ReviewerWaiver",
      "type": "object",
      "required": [
        "rule",
        "reason",
        "by"
      ],
      "additionalProperties": false,
      "properties": {
        "rule": {
          "type": "string",
          "pattern": "^[A-Z][0-9]{3}$"
        },
        "fingerprint": {
          "description": "Of one finding; all of the rule where absent.",
          "type": "string",
          "minLength": 1
        },
        "reason": {
          "type": "string",
          "minLength": 1
        },
        "by": {
          "type": "string",
          "minLength": 1
        },
        "until": {
          "description": "The last delivery date that it holds for, as 2024-12-31.",
          "type": "string",
          "format": "date"
        }
      }
    }
  }
};

export const itemSchemas = {
  'classification': {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://jatdae.org/schemas/1/items/classification.schema.json",
  "title": "ClassificationItem",
  "description": "A text with a label of the sub-metric's labels.",
  "type": "object",
  "required": [
    "question",
    "answer"
  ],
  "properties": {
    "id": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "context": {
      "type": [
        "string",
        "number",
        "array",
        "null"
      ]
    },
    "question": {
      "type": "string"
    },
    "answer": {
      "type": [
        "string",
        "number",
        "boolean"
      ]
    },
    "explanation": {
      "type": [
        "string",
        "number",
        "array",
        "null"
      ]
    },
    "category": {
      "type": [
        "string",
        "number",
        "boolean",
        "array",
        "null"
      ]
    },
    "difficulty": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "group": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "rubric": {
      "type": [
        "string",
        "array",
        "object",
        "null"
      ]
    },
    "media": {
      "type": [
        "string",
        "array",
        "null"
      ],
      "items": {
        "type": [
          "string",
          "null"
        ]
      }
    },
    "turns": {
      "type": [
        "array",
        "null"
      ],
      "minItems": 1,
      "items": {
        "type": [
          "string",
          "object"
        ],
        "required": [
          "content"
        ],
        "properties": {
          "role": {
            "type": "string"
          },
          "content": {
            "type": [
              "string",
              "number",
              "array"
            ]
          }
        }
      }
    }
  }
},
  'dialogue': {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://jatdae.org/schemas/1/items/dialogue.schema.json",
  "title": "DialogueItem",
  "description": "Turns of a conversation, judged against references or a rubric.",
  "type": "object",
  "required": [
    "turns"
  ],
  "properties": {
    "id": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "context": {
      "type": [
        "string",
        "number",
        "array",
        "null"
      ]
    },
    "question": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "turns": {
      "type": "array",
      "minItems": 1,
      "items": {
        "type": [
          "string",
          "object"
        ],
        "required": [
          "content"
        ],
        "properties": {
          "role": {
            "type": "string"
          },
          "content": {
            "type": [
              "string",
              "number",
              "array"
            ]
          }
        }
      }
    },
    "answer": {
      "type": [
        "string",
        "number",
        "array",
        "null"
      ],
      "items": {
        "type": [
          "string",
          "number",
          "null"
        ]
      }
    },
    "explanation": {
      "type": [
        "string",
        "number",
        "array",
        "null"
      ]
    },
    "category": {
      "type": [
        "string",
        "number",
        "boolean",
        "array",
        "null"
      ]
    },
    "difficulty": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "group": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "rubric": {
      "type": [
        "string",
        "array",
        "object",
        "null"
      ]
    },
    "media": {
      "type": [
        "string",
        "array",
        "null"
      ],
      "items": {
        "type": [
          "string",
          "null"
        ]
      }
    }
  }
},
  'distribution': {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://jatdae.org/schemas/1/items/distribution.schema.json",
  "title": "DistributionItem",
  "description": "A question whose answer is the share of each choice, in the choices' order or by choice; there is no single key.",
  "type": "object",
  "required": [
    "question",
    "choices",
    "answer"
  ],
  "properties": {
    "id": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "context": {
      "type": [
        "string",
        "number",
        "array",
        "null"
      ]
    },
    "question": {
      "type": "string"
    },
    "choices": {
      "type": "array",
      "minItems": 2,
      "items": {
        "type": [
          "string",
          "number",
          "boolean"
        ]
      }
    },
    "answer": {
      "type": [
        "array",
        "object"
      ],
      "minItems": 2,
      "items": {
        "type": "number",
        "minimum": 0
      },
      "additionalProperties": {
        "type": "number",
        "minimum": 0
      }
    },
    "explanation": {
      "type": [
        "string",
        "number",
        "array",
        "null"
      ]
    },
    "category": {
      "type": [
        "string",
        "number",
        "boolean",
        "array",
        "null"
      ]
    },
    "difficulty": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "group": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "rubric": {
      "type": [
        "string",
        "array",
        "object",
        "null"
      ]
    },
    "media": {
      "type": [
        "string",
        "array",
        "null"
      ],
      "items": {
        "type": [
          "string",
          "null"
        ]
      }
    },
    "turns": {
      "type": [
        "array",
        "null"
      ],
      "minItems": 1,
      "items": {
        "type": [
          "string",
          "object"
        ],
        "required": [
          "content"
        ],
        "properties": {
          "role": {
            "type": "string"
          },
          "content": {
            "type": [
              "string",
              "number",
              "array"
            ]
          }
        }
      }
    }
  }
},
  'generation': {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://jatdae.org/schemas/1/items/generation.schema.json",
  "title": "GenerationItem",
  "description": "A task judged against references or a rubric.",
  "type": "object",
  "required": [
    "question"
  ],
  "properties": {
    "id": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "context": {
      "type": [
        "string",
        "number",
        "array",
        "null"
      ]
    },
    "question": {
      "type": "string"
    },
    "answer": {
      "type": [
        "string",
        "number",
        "array",
        "null"
      ],
      "items": {
        "type": [
          "string",
          "number"
        ]
      }
    },
    "explanation": {
      "type": [
        "string",
        "number",
        "array",
        "null"
      ]
    },
    "category": {
      "type": [
        "string",
        "number",
        "boolean",
        "array",
        "null"
      ]
    },
    "difficulty": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "group": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "rubric": {
      "type": [
        "string",
        "array",
        "object",
        "null"
      ]
    },
    "media": {
      "type": [
        "string",
        "array",
        "null"
      ],
      "items": {
        "type": [
          "string",
          "null"
        ]
      }
    },
    "turns": {
      "type": [
        "array",
        "null"
      ],
      "minItems": 1,
      "items": {
        "type": [
          "string",
          "object"
        ],
        "required": [
          "content"
        ],
        "properties": {
          "role": {
            "type": "string"
          },
          "content": {
            "type": [
              "string",
              "number",
              "array"
            ]
          }
        }
      }
    }
  }
},
  'multiple-answer': {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://jatdae.org/schemas/1/items/multiple-answer.schema.json",
  "title": "MultipleAnswerItem",
  "description": "A question with choices and a set of keys.",
  "type": "object",
  "required": [
    "question",
    "choices",
    "answer"
  ],
  "properties": {
    "id": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "context": {
      "type": [
        "string",
        "number",
        "array",
        "null"
      ]
    },
    "question": {
      "type": "string"
    },
    "choices": {
      "type": "array",
      "minItems": 2,
      "items": {
        "type": [
          "string",
          "number",
          "boolean"
        ]
      }
    },
    "answer": {
      "type": [
        "string",
        "number",
        "boolean",
        "array"
      ],
      "minItems": 1,
      "items": {
        "type": [
          "string",
          "number",
          "boolean"
        ]
      }
    },
    "explanation": {
      "type": [
        "string",
        "number",
        "array",
        "null"
      ]
    },
    "category": {
      "type": [
        "string",
        "number",
        "boolean",
        "array",
        "null"
      ]
    },
    "difficulty": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "group": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "rubric": {
      "type": [
        "string",
        "array",
        "object",
        "null"
      ]
    },
    "media": {
      "type": [
        "string",
        "array",
        "null"
      ],
      "items": {
        "type": [
          "string",
          "null"
        ]
      }
    },
    "turns": {
      "type": [
        "array",
        "null"
      ],
      "minItems": 1,
      "items": {
        "type": [
          "string",
          "object"
        ],
        "required": [
          "content"
        ],
        "properties": {
          "role": {
            "type": "string"
          },
          "content": {
            "type": [
              "string",
              "number",
              "array"
            ]
          }
        }
      }
    }
  }
},
  'multiple-choice': {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://jatdae.org/schemas/1/items/multiple-choice.schema.json",
  "title": "MultipleChoiceItem",
  "description": "A question with choices and one key.",
  "type": "object",
  "required": [
    "question",
    "choices",
    "answer"
  ],
  "properties": {
    "id": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "context": {
      "type": [
        "string",
        "number",
        "array",
        "null"
      ]
    },
    "question": {
      "type": "string"
    },
    "choices": {
      "type": "array",
      "minItems": 2,
      "items": {
        "type": [
          "string",
          "number",
          "boolean"
        ]
      }
    },
    "answer": {
      "type": [
        "string",
        "number",
        "boolean"
      ]
    },
    "explanation": {
      "type": [
        "string",
        "number",
        "array",
        "null"
      ]
    },
    "category": {
      "type": [
        "string",
        "number",
        "boolean",
        "array",
        "null"
      ]
    },
    "difficulty": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "group": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "rubric": {
      "type": [
        "string",
        "array",
        "object",
        "null"
      ]
    },
    "media": {
      "type": [
        "string",
        "array",
        "null"
      ],
      "items": {
        "type": [
          "string",
          "null"
        ]
      }
    },
    "turns": {
      "type": [
        "array",
        "null"
      ],
      "minItems": 1,
      "items": {
        "type": [
          "string",
          "object"
        ],
        "required": [
          "content"
        ],
        "properties": {
          "role": {
            "type": "string"
          },
          "content": {
            "type": [
              "string",
              "number",
              "array"
            ]
          }
        }
      }
    }
  }
},
  'pairwise': {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://jatdae.org/schemas/1/items/pairwise.schema.json",
  "title": "PairwiseItem",
  "description": "Two candidates and the preferred one.",
  "type": "object",
  "required": [
    "question",
    "choices",
    "answer"
  ],
  "properties": {
    "id": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "context": {
      "type": [
        "string",
        "number",
        "array",
        "null"
      ]
    },
    "question": {
      "type": "string"
    },
    "choices": {
      "type": "array",
      "minItems": 2,
      "items": {
        "type": [
          "string",
          "number",
          "boolean"
        ]
      },
      "maxItems": 2
    },
    "answer": {
      "type": [
        "string",
        "number",
        "boolean"
      ]
    },
    "explanation": {
      "type": [
        "string",
        "number",
        "array",
        "null"
      ]
    },
    "category": {
      "type": [
        "string",
        "number",
        "boolean",
        "array",
        "null"
      ]
    },
    "difficulty": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "group": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "rubric": {
      "type": [
        "string",
        "array",
        "object",
        "null"
      ]
    },
    "media": {
      "type": [
        "string",
        "array",
        "null"
      ],
      "items": {
        "type": [
          "string",
          "null"
        ]
      }
    },
    "turns": {
      "type": [
        "array",
        "null"
      ],
      "minItems": 1,
      "items": {
        "type": [
          "string",
          "object"
        ],
        "required": [
          "content"
        ],
        "properties": {
          "role": {
            "type": "string"
          },
          "content": {
            "type": [
              "string",
              "number",
              "array"
            ]
          }
        }
      }
    }
  }
},
  'short-answer': {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://jatdae.org/schemas/1/items/short-answer.schema.json",
  "title": "ShortAnswerItem",
  "description": "A question with one accepted answer or a list of them.",
  "type": "object",
  "required": [
    "question",
    "answer"
  ],
  "properties": {
    "id": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "context": {
      "type": [
        "string",
        "number",
        "array",
        "null"
      ]
    },
    "question": {
      "type": "string"
    },
    "answer": {
      "type": [
        "string",
        "number",
        "boolean",
        "array"
      ],
      "minItems": 1,
      "items": {
        "type": [
          "string",
          "number",
          "boolean"
        ]
      }
    },
    "explanation": {
      "type": [
        "string",
        "number",
        "array",
        "null"
      ]
    },
    "category": {
      "type": [
        "string",
        "number",
        "boolean",
        "array",
        "null"
      ]
    },
    "difficulty": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "group": {
      "type": [
        "string",
        "number",
        "null"
      ]
    },
    "rubric": {
      "type": [
        "string",
        "array",
        "object",
        "null"
      ]
    },
    "media": {
      "type": [
        "string",
        "array",
        "null"
      ],
      "items": {
        "type": [
          "string",
          "null"
        ]
      }
    },
    "turns": {
      "type": [
        "array",
        "null"
      ],
      "minItems": 1,
      "items": {
        "type": [
          "string",
          "object"
        ],
        "required": [
          "content"
        ],
        "properties": {
          "role": {
            "type": "string"
          },
          "content": {
            "type": [
              "string",
              "number",
              "array"
            ]
          }
        }
      }
    }
  }
},
} as const;
